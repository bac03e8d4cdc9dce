//! A barrier between read and write: half of the updates are lost, always.
//!
//! Nothing is left to luck here. Two threads read the counter, wait until both
//! have read it, and then both write the same number: two increments, one step
//! forward. They meet again before the next round, or one might read while the
//! other has not written yet. This is one of the orders in which `counter` may
//! run as well; a barrier only chooses it.
//!
//! One of the two is the thread that we are in. If the other can't be started,
//! nobody waits for it. `Barrier` has the same name in Python.
//!
//! Run with `just run 07-race-condition forced`; the same in every run.
//! Source: A4, P4.7, made to fail.

use std::io::{self, Write};
use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

use anyhow::{Context, Result};

pub fn run(increments: u64) -> Result<()> {
    let counter = AtomicU64::new(0);
    let barrier = Barrier::new(2);
    thread::scope(|scope| {
        thread::Builder::new()
            .spawn_scoped(scope, || increment(&counter, &barrier, increments))
            .context("could not start the other thread")?;
        increment(&counter, &barrier, increments);
        anyhow::Ok(())
    })?; // the end of the scope has joined the other thread

    let expected = 2 * increments;
    let found = counter.into_inner();
    writeln!(io::stdout(), "expected: {expected}")?;
    writeln!(io::stdout(), "found: {found}")?;
    writeln!(io::stdout(), "lost: {}", expected - found)?;
    Ok(())
}

fn increment(counter: &AtomicU64, barrier: &Barrier, increments: u64) {
    for _ in 0..increments {
        let value = counter.load(Relaxed);
        barrier.wait(); // both have read
        counter.store(value + 1, Relaxed);
        barrier.wait(); // both have written
    }
}
