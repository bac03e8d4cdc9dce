//! Many threads add to one counter, unprotected; a race that hardly ever shows.
//!
//! `counter += 1` on a Python global reads, adds and writes. So does this, with
//! an atomic load and an atomic store, and nothing keeps another thread from
//! writing in between. All the same nothing may be lost: each thread ends its
//! 100 rounds before the next one has started. Besides, the optimiser makes one
//! instruction of the three on x86-64; then only another core can come between.
//! One good run proves nothing.
//!
//! A plain `u64` can't be carried over: two threads that write to it at once
//! are a data race, which is undefined behaviour, and does not compile. See
//! `does-not-compile`.
//!
//! Run with `just run 07-race-condition counter`; the numbers may vary.
//! Source: A4, P4.7.

use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

use anyhow::{Context, Result};

pub fn run(threads: u64, increments: u64) -> Result<()> {
    let counter = AtomicU64::new(0);
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

    let expected = threads * increments;
    let found = counter.into_inner();
    writeln!(io::stdout(), "expected: {expected}")?;
    writeln!(io::stdout(), "found: {found}")?;
    writeln!(io::stdout(), "lost: {}", expected - found)?;
    Ok(())
}

fn increment(counter: &AtomicU64, increments: u64) {
    for _ in 0..increments {
        let value = counter.load(Relaxed);
        counter.store(value + 1, Relaxed);
    }
}
