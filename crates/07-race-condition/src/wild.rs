//! A yield between read and write: updates are lost in every run.
//!
//! The same as `counter`, except that each thread offers its core to the others
//! at the worst moment: it has read the counter and not written it yet. When it
//! goes on, it writes a number that is long out of date. Python's counterpart
//! of `yield_now` is `time.sleep(0)`.
//!
//! Run with `just run 07-race-condition wild`; the numbers vary, and `lost` is
//! never 0. Source: A4, P4.7, made to fail.

use std::io::{self, Write};
use std::sync::RwLock;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

use anyhow::{Context, Result};

pub fn run(threads: u64, increments: u64) -> Result<()> {
    let counter = AtomicU64::new(0);
    let gate = RwLock::new(());
    thread::scope(|scope| {
        // Nobody gets past the gate before everybody has been started.
        let _closed = gate.write().expect("nobody panics at the gate");
        for number in 1..=threads {
            thread::Builder::new()
                .spawn_scoped(scope, || {
                    drop(gate.read().expect("nobody panics at the gate"));
                    increment(&counter, increments);
                })
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
        thread::yield_now();
        counter.store(value + 1, Relaxed);
    }
}
