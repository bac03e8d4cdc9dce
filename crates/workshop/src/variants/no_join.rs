//! Wrong: nothing waits for the workers, and the program ends before them.
//!
//! Run:    just variant no-join 4 1 3 2
//! Output: the same in every run
//! Sheet:  02

use std::thread;
use std::time::Duration;

pub fn run(second: Duration, sleeps: Vec<u32>) {
    for (number, sleep) in sleeps.into_iter().enumerate() {
        thread::spawn(move || worker(number, sleep, second));
    }
    println!("All Threads are queued, let's see when they finish!");
}

fn worker(number: usize, sleep: u32, second: Duration) {
    thread::sleep(sleep * second);
    println!("I am Worker {number}, I slept for {sleep} seconds");
}
