//! A barrier between read and write: half of the updates are lost, always.
//!
//! Two threads read the counter, wait until both have read it, and then both
//! write the same number: two increments, and the counter grows by one. They
//! meet again after writing, which keeps them in step.
//! This order can occur in `counter` too; the barrier only makes it certain.
//!
//! `Barrier` has the same name in Python.
//!
//! Run:    just run 07-race-condition forced
//! Output: the same in every run
//! Source: A4, P4.7, made to fail

use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

pub fn run(increments: u64) {
    let expected = 2 * increments;
    let found = count(increments);
    println!("expected: {expected}");
    println!("found: {found}");
    println!("lost: {}", expected - found);
}

fn count(increments: u64) -> u64 {
    let counter = AtomicU64::new(0);
    let barrier = Barrier::new(2);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| increment(&counter, &barrier, increments));
        }
    });
    counter.into_inner()
}

fn increment(counter: &AtomicU64, barrier: &Barrier, increments: u64) {
    for _ in 0..increments {
        let value = counter.load(Relaxed);
        barrier.wait(); // both have read
        counter.store(value + 1, Relaxed);
        barrier.wait(); // both have written
    }
}
