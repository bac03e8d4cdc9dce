//! The counter has one owner, and the threads send what it should add.
//!
//! No two threads touch the counter, so there is nothing to protect: "share
//! memory by communicating". `queue.Queue` is `mpsc::channel`, and where the
//! queue has to be told that nobody will put any more, the channel ends with
//! its last sender.
//!
//! Run with `just run 07-race-condition channel`; the same in every run.
//! Source: A4, P4.7, cured.

use std::io::{self, Write};
use std::sync::mpsc::{self, Sender};
use std::thread;

use anyhow::{Context, Result};

pub fn run(threads: u64, increments: u64) -> Result<()> {
    let expected = threads * increments;
    let found = count(threads, increments)?;
    writeln!(io::stdout(), "expected: {expected}")?;
    writeln!(io::stdout(), "found: {found}")?;
    writeln!(io::stdout(), "lost: {}", expected - found)?;
    Ok(())
}

pub fn count(threads: u64, increments: u64) -> Result<u64> {
    let mut counter = 0;
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for number in 1..=threads {
            let sender = sender.clone();
            thread::Builder::new()
                .spawn_scoped(scope, move || increment(&sender, increments))
                .with_context(|| {
                    format!("could not start thread {number} of {threads}")
                })?;
        }
        // The last sender must be a thread's, or we would wait for ourselves.
        drop(sender);
        // Borrowed, for it has to outlive the threads if one can't be started.
        for number in &receiver {
            counter += number;
        }
        anyhow::Ok(())
    })?;
    Ok(counter)
}

fn increment(counter: &Sender<u64>, increments: u64) {
    for _ in 0..increments {
        counter.send(1).expect("the counter's owner waits for the last");
    }
}
