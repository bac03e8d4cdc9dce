//! 5000 threads add to one counter, unprotected: some runs lose updates.
//!
//! `counter += 1` on a Python global reads, adds and writes. So does this, with
//! an atomic load and an atomic store. Another thread can write between the
//! two, even if there is only one core. Many runs lose nothing all the same: a
//! thread's 100 rounds take much less time than starting the next thread. One
//! good run proves nothing.
//!
//! A plain `u64` can't be carried over. Two threads that write to it at once
//! are a data race, which is undefined behaviour, and does not compile: see
//! `does-not-compile`.
//!
//! Run:    just run 07-race-condition counter
//! Output: varies
//! Source: A4, P4.7

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

pub fn run(threads: u64, increments: u64) {
    let expected = threads * increments;
    let found = count(threads, increments);
    println!("expected: {expected}");
    println!("found: {found}");
    println!("lost: {}", expected - found);
}

fn count(threads: u64, increments: u64) -> u64 {
    let counter = AtomicU64::new(0);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| increment(&counter, increments));
        }
    });
    counter.into_inner()
}

fn increment(counter: &AtomicU64, increments: u64) {
    for _ in 0..increments {
        let value = counter.load(Relaxed);
        counter.store(value + 1, Relaxed);
    }
}
