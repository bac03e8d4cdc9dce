//! A mutex that is locked twice: half of the updates are lost, always.
//!
//! The read is protected and so is the write, and nobody can forget the lock,
//! because the counter is inside. But the lock is free in between, and what was
//! read is out of date as soon as it is. The compiler has no objection: it
//! keeps data races out, and this is a race condition. A critical section has
//! to hold all that belongs together.
//!
//! As in `forced`, a barrier in the gap makes the two threads meet there.
//!
//! Run with `just run 07-race-condition mutex-twice`; the same in every run.
//! Source: A4, P4.7, not cured.

use std::io::{self, Write};
use std::sync::{Barrier, Mutex};
use std::thread;

use anyhow::{Context, Result};

pub fn run(increments: u64) -> Result<()> {
    let counter = Mutex::new(0);
    let barrier = Barrier::new(2);
    thread::scope(|scope| {
        thread::Builder::new()
            .spawn_scoped(scope, || increment(&counter, &barrier, increments))
            .context("could not start the other thread")?;
        increment(&counter, &barrier, increments);
        anyhow::Ok(())
    })?; // the end of the scope has joined the other thread

    let expected = 2 * increments;
    let found = counter.into_inner().expect(UNPOISONED);
    writeln!(io::stdout(), "expected: {expected}")?;
    writeln!(io::stdout(), "found: {found}")?;
    writeln!(io::stdout(), "lost: {}", expected - found)?;
    Ok(())
}

fn increment(counter: &Mutex<u64>, barrier: &Barrier, increments: u64) {
    for _ in 0..increments {
        let value = *counter.lock().expect(UNPOISONED);
        barrier.wait(); // both have read, and let go of the lock
        *counter.lock().expect(UNPOISONED) = value + 1;
        barrier.wait(); // both have written
    }
}

/// Had a thread panicked while it held the lock, `lock` would say so.
const UNPOISONED: &str = "adding 1 does not panic";
