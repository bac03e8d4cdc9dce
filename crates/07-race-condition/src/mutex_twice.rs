//! A mutex that is locked twice: half of the updates are lost, always.
//!
//! The read is protected, and so is the write; the counter is inside the lock,
//! so neither can be forgotten. But between the two the lock is free, and then
//! another thread may write. Rust prevents data races, and this is none: it is
//! a race condition. A critical section must hold all that belongs together.
//!
//! As in `forced`, a barrier in the gap makes the two threads meet there.
//!
//! Run:    just run 07-race-condition mutex-twice
//! Output: the same in every run
//! Source: A4, P4.7, not cured

use std::sync::{Barrier, Mutex};
use std::thread;

pub fn run(increments: u64) {
    let expected = 2 * increments;
    let found = count(increments);
    println!("expected: {expected}");
    println!("found: {found}");
    println!("lost: {}", expected - found);
}

fn count(increments: u64) -> u64 {
    let counter = Mutex::new(0);
    let barrier = Barrier::new(2);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| increment(&counter, &barrier, increments));
        }
    });
    counter.into_inner().unwrap()
}

fn increment(counter: &Mutex<u64>, barrier: &Barrier, increments: u64) {
    for _ in 0..increments {
        let value = *counter.lock().unwrap();
        barrier.wait(); // both have read, and released the lock
        *counter.lock().unwrap() = value + 1;
        barrier.wait(); // both have written
    }
}
