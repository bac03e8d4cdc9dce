//! Five workers start in order, and finish in the order of their sleeps.
//!
//! Starting a thread does not wait for it, in Python or in Rust. The line of
//! the main thread comes first because every worker sleeps first; nothing else
//! makes sure of that.
//!
//! Run:    just run 02-threads workers 9 1 7 4 5
//! Output: the same in every run, for sleeps that differ
//! Source: A1, P1.1

use std::thread;
use std::time::Duration;

pub fn run(second: Duration, sleeps: Vec<u32>) {
    thread::scope(|scope| {
        for (number, sleep) in sleeps.into_iter().enumerate() {
            scope.spawn(move || worker(number, sleep, second));
        }
        println!("All Threads are queued, let's see when they finish!");
    });
}

fn worker(number: usize, sleep: u32, second: Duration) {
    thread::sleep(sleep * second);
    println!("I am Worker {number}, I slept for {sleep} seconds");
}
