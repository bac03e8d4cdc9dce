//! A mutex makes read and write one critical section: nothing is lost.
//!
//! `with lock:` is `counter.lock()`: the end of the block is the end of the
//! guard's life. In Python the lock is beside the counter, and you may forget
//! it. In Rust the counter is inside the lock.
//!
//! Run:    just run 07-race-condition mutex
//! Output: the same in every run
//! Source: A4, P4.7, cured

use std::sync::Mutex;
use std::thread;

pub fn run(threads: u64, increments: u64) {
    let expected = threads * increments;
    let found = count(threads, increments);
    println!("expected: {expected}");
    println!("found: {found}");
    println!("lost: {}", expected - found);
}

pub fn count(threads: u64, increments: u64) -> u64 {
    let counter = Mutex::new(0);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| increment(&counter, increments));
        }
    });
    counter.into_inner().unwrap()
}

fn increment(counter: &Mutex<u64>, increments: u64) {
    for _ in 0..increments {
        // The guard lives until the end of this line, and with it the lock.
        *counter.lock().unwrap() += 1;
    }
}
