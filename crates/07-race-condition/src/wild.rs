//! Four threads that yield between read and write: updates are always lost.
//!
//! Nothing forces an order here, as in `counter`, but two things differ. The
//! threads wait at a barrier until all have been started, and between its read
//! and its write each offers its core to the others. So updates are lost even
//! on a single core. `thread::yield_now()` is `time.sleep(0)` in Python.
//!
//! If threads count for a short time only, one may still end before the next
//! begins: on two idle cores, `--threads 2 --increments 10` often loses
//! nothing.
//!
//! Run:    just run 07-race-condition wild
//! Output: varies, but some updates are always lost
//! Source: A4, P4.7, made to fail

use std::sync::Barrier;
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
    let start = Barrier::new(threads as usize);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| increment(&counter, &start, increments));
        }
    });
    counter.into_inner()
}

fn increment(counter: &AtomicU64, start: &Barrier, increments: u64) {
    start.wait(); // all have been started
    for _ in 0..increments {
        let value = counter.load(Relaxed);
        thread::yield_now();
        counter.store(value + 1, Relaxed);
    }
}
