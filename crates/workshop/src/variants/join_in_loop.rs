//! Wrong: each worker is joined before the next one starts.
//!
//! Run:    just variant join-in-loop 4 1 3 2
//! Output: the same in every run
//! Sheet:  02, the line to change

use std::thread;
use std::time::Duration;

pub fn run(second: Duration, sleeps: Vec<u32>) {
    thread::scope(|scope| {
        for (number, sleep) in sleeps.into_iter().enumerate() {
            scope.spawn(move || worker(number, sleep, second)).join().unwrap();
        }
        println!("All Threads are queued, let's see when they finish!");
    });
}

fn worker(number: usize, sleep: u32, second: Duration) {
    thread::sleep(sleep * second);
    println!("I am Worker {number}, I slept for {sleep} seconds");
}
