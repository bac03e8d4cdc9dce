//! Twelve squares, computed by a pool of three threads.
//!
//! The threads share a list of what is still to do. Each item is a number and
//! the place of its result, so the order of the results is that of the numbers.

use std::collections::BTreeSet;
use std::sync::{Barrier, Mutex};
use std::thread;

/// The threads that have squared a number.
static THREADS: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
static THREE: Barrier = Barrier::new(3);

fn main() {
    let numbers: Vec<u64> = (1..=12).collect();
    println!("{:?}", map(3, &numbers));
    println!("threads: {}", THREADS.lock().unwrap().len());
}

fn map(workers: usize, numbers: &[u64]) -> Vec<u64> {
    let mut results = vec![0; numbers.len()];
    let jobs = Mutex::new(numbers.iter().zip(&mut results));
    // A closure, because `while let` would hold the lock during its body.
    let next = || jobs.lock().unwrap().next();
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((&number, result)) = next() {
                    *result = square(number);
                }
            });
        }
    });
    results
}

fn square(number: u64) -> u64 {
    let thread = format!("{:?}", thread::current().id());
    THREADS.lock().unwrap().insert(thread);
    THREE.wait(); // until three threads square a number at the same time
    number * number
}
