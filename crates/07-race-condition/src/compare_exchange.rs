//! A write that fails if another thread has written first: nothing is lost.
//!
//! `compare_exchange` compares the counter with what was read, and writes only
//! if the two are equal, all in one step. Otherwise it returns what the counter
//! is now, and the loop adds again. The gap between read and write is still
//! there, but a write by another thread is noticed. This works for any change
//! to a value, also where there is no `fetch_add`. Python has no counterpart.
//!
//! Run:    just run 07-race-condition compare-exchange
//! Output: the same in every run
//! Source: A4, P4.7, cured

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

pub fn run(threads: u64, increments: u64) {
    let expected = threads * increments;
    let found = count(threads, increments);
    println!("expected: {expected}");
    println!("found: {found}");
    println!("lost: {}", expected - found);
}

pub fn count(threads: u64, increments: u64) -> u64 {
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
        let mut value = counter.load(Relaxed);
        while let Err(now) =
            counter.compare_exchange(value, value + 1, Relaxed, Relaxed)
        {
            value = now; // another thread has written: add to its number
        }
    }
}
