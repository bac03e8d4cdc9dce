//! A job that has not begun can be cancelled; one that runs can't.
//!
//! `cancel()` is Python's, and `result(timeout=1)` is `result_timeout(second)`.
//! `CancelledError` and `TimeoutError`, which Python raises, are values here.
//!
//! Neither language can stop a thread from outside. The executor has one
//! worker, so the second job waits until the first is done.
//!
//! Run:    just run 05-futures-executor future-cancel
//! Output: the same in every run
//! Source: A1, P1.4, its executor and future

use std::time::Duration;

use anyhow::Result;

use crate::executor::{Error, Executor};
use crate::gate::{self, Waiter};

pub fn run(limit: Duration) -> Result<()> {
    let executor = Executor::new(1)?;
    let (gate, waiter) = gate::new();
    let first = executor.submit(move || wait_at(&waiter, "hello"));
    let second = executor.submit(|| "world");
    gate.wait_until_reached();

    println!("first: {}", outcome(first.result_timeout(limit)));
    println!("cancel the first: {}", first.cancel());
    println!("cancel the second: {}", second.cancel());
    println!("second: {}", outcome(second.result()));
    gate.open();
    println!("first: {}", outcome(first.result()));
    Ok(())
}

fn wait_at(gate: &Waiter, message: &'static str) -> &'static str {
    gate.wait();
    message
}

fn outcome(result: Result<&str, Error>) -> String {
    match result {
        Ok(message) => message.into(),
        Err(Error::TimedOut) => "not done in time".into(),
        Err(Error::Cancelled) => "cancelled".into(),
        Err(Error::Panicked(message)) => message,
    }
}
