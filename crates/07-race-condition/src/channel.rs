//! One thread owns the counter, and the others send it what to add.
//!
//! No two threads touch the counter, so nothing has to be protected: "share
//! memory by communicating". `queue.Queue` is `mpsc::channel`. A queue has no
//! end, so each Python thread sends a `None` when it is done; the channel ends
//! when its last sender has been dropped.
//!
//! Run:    just run 07-race-condition channel
//! Output: the same in every run
//! Source: A4, P4.7, cured

use std::sync::mpsc::{self, Sender};
use std::thread;

pub fn run(threads: u64, increments: u64) {
    let expected = threads * increments;
    let found = count(threads, increments);
    println!("expected: {expected}");
    println!("found: {found}");
    println!("lost: {}", expected - found);
}

pub fn count(threads: u64, increments: u64) -> u64 {
    let mut counter = 0;
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..threads {
            let sender = sender.clone();
            scope.spawn(move || increment(&sender, increments));
        }
        // As long as this sender lives, the channel has no end.
        drop(sender);
        for number in receiver {
            counter += number;
        }
    });
    counter
}

fn increment(counter: &Sender<u64>, increments: u64) {
    for _ in 0..increments {
        counter.send(1).expect("the owner receives until the last sender");
    }
}
