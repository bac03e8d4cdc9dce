//! A job that has not begun can be cancelled; one that runs can't.
//!
//! The executor has one worker here, so the second job waits for the first.
//! `cancel()` is Python's, `result(timeout=…)` is `result_timeout`, and what
//! Python raises is an `Err`: `CancelledError`, `TimeoutError`. In Rust, too,
//! there is no way to stop a thread that does not want to stop.
//!
//! Run with `just run 05-futures-executor future-cancel`; the same in every
//! run. Source: A1, P1.4, its executor and future.

use std::io::{self, Write};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::executor::{Error, Executor};

pub fn run(limit: Duration) -> Result<()> {
    // Dropped last, when the gate is open, since it waits for its jobs.
    let executor = Executor::new(1)?;
    let (begin, begun) = mpsc::channel();
    let (open, gate) = mpsc::channel();
    let first = executor.submit(move || wait_at(&gate, &begin, "hello"));
    let second = executor.submit(|| "world");
    begun.recv().context("the first job has died")?;

    let mut out = io::stdout();
    writeln!(out, "first: {}", tell(first.result_timeout(limit)))?;
    writeln!(out, "cancel the first: {}", first.cancel())?;
    writeln!(out, "cancel the second: {}", second.cancel())?;
    writeln!(out, "second: {}", tell(second.result()))?;
    drop(open); // which opens the gate
    writeln!(out, "first: {}", tell(first.result()))?;
    Ok(())
}

fn wait_at(
    gate: &Receiver<()>,
    begin: &Sender<()>,
    message: &'static str,
) -> &'static str {
    begin.send(()).expect("somebody waits for us to begin");
    // An error means that the sender has gone: the gate is open.
    gate.recv().expect_err("nobody sends anything");
    message
}

fn tell(result: Result<&str, Error>) -> String {
    match result {
        Ok(message) => message.to_owned(),
        Err(Error::TimedOut) => "not done in time".to_owned(),
        Err(Error::Cancelled) => "cancelled".to_owned(),
        Err(Error::Panicked(message)) => format!("failed: {message}"),
    }
}
