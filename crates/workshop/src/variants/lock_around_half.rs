//! Wrong: a lock around the write only. Half of the updates are lost, always.
//!
//! Run:    just variant lock-around-half 2
//! Output: the same in every run
//! Sheet:  07, the question for the neighbour

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Barrier, Mutex};
use std::thread;

pub fn run(increments: u32) {
    let increments = u64::from(increments);
    let expected = 2 * increments;
    let found = count(increments);
    println!("expected: {expected}");
    println!("found: {found}");
    println!("lost: {}", expected - found);
}

fn count(increments: u64) -> u64 {
    let counter = AtomicU64::new(0);
    let lock = Mutex::new(());
    let barrier = Barrier::new(2);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| increment(&counter, &lock, &barrier, increments));
        }
    });
    counter.into_inner()
}

fn increment(
    counter: &AtomicU64,
    lock: &Mutex<()>,
    barrier: &Barrier,
    increments: u64,
) {
    for _ in 0..increments {
        let value = counter.load(Relaxed);
        barrier.wait(); // both have read
        let guard = lock.lock().unwrap();
        counter.store(value + 1, Relaxed);
        drop(guard);
        barrier.wait(); // both have written
    }
}
