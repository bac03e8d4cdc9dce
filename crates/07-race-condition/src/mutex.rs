//! A mutex makes read and write one critical section: nothing is lost.
//!
//! `with lock:` is `counter.lock()`, and the end of the block is the end of the
//! guard. In Python the lock stands beside the counter, and nothing stops you
//! from forgetting it; in Rust the counter is inside.
//!
//! Run with `just run 07-race-condition mutex`; the same in every run.
//! Source: A4, P4.7, cured.

use std::io::{self, Write};
use std::sync::Mutex;
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
    let counter = Mutex::new(0);
    thread::scope(|scope| {
        for number in 1..=threads {
            thread::Builder::new()
                .spawn_scoped(scope, || increment(&counter, increments))
                .with_context(|| {
                    format!("could not start thread {number} of {threads}")
                })?;
        }
        anyhow::Ok(())
    })?; // the end of the scope has joined every thread
    Ok(counter.into_inner().expect(UNPOISONED))
}

fn increment(counter: &Mutex<u64>, increments: u64) {
    for _ in 0..increments {
        // The guard lives until the end of this line, and with it the lock.
        *counter.lock().expect(UNPOISONED) += 1;
    }
}

/// Had a thread panicked while it held the lock, `lock` would say so.
const UNPOISONED: &str = "adding 1 does not panic";
