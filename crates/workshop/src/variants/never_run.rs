//! Wrong: the green threads are spawned, and the scheduler is never run.
//!
//! Run:    just variant never-run 4 1 3 2
//! Output: the same in every run
//! Sheet:  08

use std::io;
use std::time::Duration;

use crate::scheduler::{Green, Scheduler};

pub fn run(second: Duration, sleeps: Vec<u32>) -> io::Result<()> {
    let mut scheduler = Scheduler::default();
    for (number, sleep) in sleeps.into_iter().enumerate() {
        scheduler.spawn(move |green| worker(green, number, sleep, second))?;
    }
    println!("All Green threads are queued, let's see when they finish!");
    Ok(())
}

fn worker(green: &Green<'_>, number: usize, sleep: u32, second: Duration) {
    green.sleep(sleep * second);
    println!("I am Worker {number}, I slept for {sleep} seconds");
}
