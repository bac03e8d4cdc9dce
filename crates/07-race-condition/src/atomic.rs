//! An atomic addition reads and writes in one step: nothing is lost.
//!
//! `fetch_add` leaves no gap between its read and its write, and needs no lock.
//! Python has no atomic integer. In CPython, `next` of an `itertools.count`
//! does the same, because this call into C keeps the GIL until it returns.
//!
//! Run:    just run 07-race-condition atomic
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
        // `Relaxed` is enough: only the sum is read, after all joins.
        counter.fetch_add(1, Relaxed);
    }
}
