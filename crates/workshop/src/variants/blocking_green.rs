//! Wrong: a sleep that blocks the thread, and with it all green threads.
//!
//! Run:    just variant blocking-green 4 1 3 2
//! Output: the same in every run
//! Sheet:  08, the line to change

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

#[expect(unused_variables, reason = "the line that was changed used `green`")]
fn worker(green: &Green<'_>, number: usize, sleep: u32, second: Duration) {
    std::thread::sleep(sleep * second);
    println!("I am Worker {number}, I slept for {sleep} seconds");
}
