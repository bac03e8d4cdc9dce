//! Each thread counts for itself, and the sums are added at the end.
//!
//! Nothing is shared while the threads run. Each result is handed over by
//! `join`, which is `future.result()` in Python. Where it can be done, this is
//! the best of the cures: no thread waits for another, and there is no lock to
//! forget.
//!
//! Run:    just run 07-race-condition local-sums
//! Output: the same in every run
//! Source: A4, P4.7, cured

use std::hint::black_box;
use std::thread;

pub fn run(threads: u64, increments: u64) {
    let expected = threads * increments;
    let found = count(threads, increments);
    println!("expected: {expected}");
    println!("found: {found}");
    println!("lost: {}", expected - found);
}

pub fn count(threads: u64, increments: u64) -> u64 {
    thread::scope(|scope| {
        let mut handles = Vec::new();
        for _ in 0..threads {
            handles.push(scope.spawn(|| increment(increments)));
        }
        let mut counter = 0;
        for handle in handles {
            counter += handle.join().unwrap();
        }
        counter
    })
}

fn increment(increments: u64) -> u64 {
    let mut counter = 0;
    for _ in 0..increments {
        // Without the black box, the compiler removes the loop.
        counter = black_box(counter) + 1;
    }
    counter
}
