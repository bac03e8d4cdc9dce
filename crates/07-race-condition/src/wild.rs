//! Real threads and a yield in the gap: updates are lost in every run.
//!
//! Nobody says who comes first here, as in `counter`; but two things differ.
//! All threads are started before the first one counts: each of them has got
//! past its start, and has said so. And between its read and its write, each
//! offers its core to the others, at the worst moment, so even a single core
//! makes them meet. Python's counterpart of `yield_now` is `time.sleep(0)`.
//!
//! A scheduler is free to let each finish all the same. Should it ever do so,
//! a note on stderr says it.
//!
//! Run with `just run 07-race-condition wild`; the numbers vary, and `lost` is
//! never 0. Source: A4, P4.7, made to fail.

use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Barrier, OnceLock};
use std::thread;

use anyhow::{Context, Result};

pub fn run(threads: u64, increments: u64) -> Result<()> {
    let counter = AtomicU64::new(0);
    let start = OnceLock::new();
    thread::scope(|scope| {
        let mut started = 0;
        let outcome = (1..=threads).try_for_each(|number| {
            thread::Builder::new()
                .spawn_scoped(scope, || {
                    Barrier::wait(start.wait());
                    increment(&counter, increments);
                })
                .with_context(|| {
                    format!("could not start thread {number} of {threads}")
                })?;
            started += 1;
            anyhow::Ok(())
        });
        // Only those that were started can be waited for.
        start.get_or_init(|| Barrier::new(started));
        outcome
    })?; // the end of the scope has joined every thread

    let expected = threads * increments;
    let found = counter.into_inner();
    writeln!(io::stdout(), "expected: {expected}")?;
    writeln!(io::stdout(), "found: {found}")?;
    writeln!(io::stdout(), "lost: {}", expected - found)?;
    if found == expected {
        writeln!(io::stderr(), "note: no thread came into another's gap")?;
    }
    Ok(())
}

fn increment(counter: &AtomicU64, increments: u64) {
    for _ in 0..increments {
        let value = counter.load(Relaxed);
        thread::yield_now();
        counter.store(value + 1, Relaxed);
    }
}
