//! Five green threads start in order, and finish in the order of their sleeps.
//!
//! They share one thread and one scheduler: `gevent.spawn` is
//! `scheduler.spawn`, `gevent.joinall` is `scheduler.run`. A green thread that
//! computes for long, and does not sleep, stops all the others.
//!
//! Run:    just run 08-green-threads workers 9 1 7 4 5
//! Output: the same in every run, for sleeps that differ
//! Source: A1, P1.1, as green threads

use std::io;
use std::time::Duration;

use crate::scheduler::{Green, Scheduler};

pub fn run(second: Duration, sleeps: Vec<u32>) -> io::Result<()> {
    let mut scheduler = Scheduler::default();
    for (number, sleep) in sleeps.into_iter().enumerate() {
        scheduler.spawn(move |green| worker(green, number, sleep, second))?;
    }
    println!("All Green threads are queued, let's see when they finish!");
    scheduler.run();
    Ok(())
}

fn worker(green: &Green<'_>, number: usize, sleep: u32, second: Duration) {
    green.sleep(sleep * second);
    println!("I am Worker {number}, I slept for {sleep} seconds");
}
