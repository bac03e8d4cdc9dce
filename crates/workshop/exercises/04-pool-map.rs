//! Twelve squares, computed by a pool of three threads.
//!
//! `map` starts a thread for each number, which is twelve threads. Let it start
//! three. Each takes the next number as soon as it is free, and the results are
//! in the order of the numbers. The program should print
//!
//!     [1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121, 144]
//!     threads: 3
//!
//! `square` and `main` stay as they are.
//!
//! Check: just exercise 04

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

fn map(_workers: usize, numbers: &[u64]) -> Vec<u64> {
    thread::scope(|scope| {
        let mut handles = Vec::new();
        for &number in numbers {
            handles.push(scope.spawn(move || square(number)));
        }
        handles.into_iter().map(|handle| handle.join().unwrap()).collect()
    })
}

fn square(number: u64) -> u64 {
    let thread = format!("{:?}", thread::current().id());
    THREADS.lock().unwrap().insert(thread);
    THREE.wait(); // until three threads square a number at the same time
    number * number
}
