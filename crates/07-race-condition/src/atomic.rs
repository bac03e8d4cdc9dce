//! An atomic addition reads and writes in one step: nothing is lost.
//!
//! `fetch_add` leaves no gap between its read and its write, and needs no lock.
//! Python has no atomic integer; in CPython `next` of an `itertools.count` does
//! the same, because no other thread runs during a call into C.
//!
//! Run with `just run 07-race-condition atomic`; the same in every run.
//! Source: A4, P4.7, cured.

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
        // `Relaxed` is enough: nothing but the sum is read, and after the join.
        counter.fetch_add(1, Relaxed);
    }
}
