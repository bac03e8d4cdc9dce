//! A write only if nobody has come between: nothing is lost.
//!
//! `compare_exchange` compares the counter with what was read, and writes only
//! if it is the same still, in one step. Otherwise it says what the counter is
//! now, and the addition is done again. The gap is still there; but whoever is
//! overtaken in it notices. This is how everything is built for which there is
//! no `fetch_add`. Python has no such thing.
//!
//! Run with `just run 07-race-condition compare-exchange`; the same in every
//! run. Source: A4, P4.7, cured.

use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
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
    Ok(counter.into_inner())
}

fn increment(counter: &AtomicU64, increments: u64) {
    for _ in 0..increments {
        let mut value = counter.load(Relaxed);
        while let Err(now) =
            counter.compare_exchange(value, value + 1, Relaxed, Relaxed)
        {
            value = now; // somebody has come between: try again
        }
    }
}
