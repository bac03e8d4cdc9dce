//! Each thread counts for itself, and the sums are added at the end.
//!
//! Nothing is shared until the threads are done, and then it is handed over by
//! `join`, which is `future.result()` in Python. Where it can be had, this is
//! the best of the cures: there is nothing to wait for and nothing to forget.
//!
//! Run with `just run 07-race-condition local-sums`; the same in every run.
//! Source: A4, P4.7, cured.

use std::hint::black_box;
use std::io::{self, Write};
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
    thread::scope(|scope| {
        let mut handles = Vec::new();
        for number in 1..=threads {
            let handle = thread::Builder::new()
                .spawn_scoped(scope, || increment(increments))
                .with_context(|| {
                    format!("could not start thread {number} of {threads}")
                })?;
            handles.push(handle);
        }
        let mut counter = 0;
        for handle in handles {
            counter += handle.join().expect("counting does not panic");
        }
        Ok(counter)
    })
}

fn increment(increments: u64) -> u64 {
    let mut counter = 0;
    for _ in 0..increments {
        // The optimiser would make one addition of all, but for the black box.
        counter = black_box(counter) + 1;
    }
    counter
}
