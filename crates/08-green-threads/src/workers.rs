//! Five green threads start in order and finish in the order of their sleeps.
//!
//! They share one thread and one scheduler: `gevent.spawn` is
//! `scheduler.spawn`, `gevent.joinall` is `scheduler.run`. A green thread that
//! computes for long, and does not sleep, stops all the others.
//!
//! Run with `just run 08-green-threads workers`, or replay the article's own
//! run: `just run 08-green-threads workers 9 1 7 4 5`. With sleeps given, the
//! output is the same in every run. Source: A1, P1.1, as green threads.

use std::io::{self, Write};
use std::time::Duration;

use anyhow::Result;

use crate::scheduler::{Green, Scheduler};

pub fn run(second: Duration, mut sleeps: Vec<u32>) -> Result<()> {
    if sleeps.is_empty() {
        sleeps = (0..5).map(|_| fastrand::u32(1..=9)).collect();
    }
    let mut scheduler = Scheduler::default();
    for (number, sleep) in sleeps.into_iter().enumerate() {
        scheduler.spawn(move |green| worker(green, number, sleep, second))?;
    }
    writeln!(
        io::stdout(),
        "All Green threads are queued, let's see when they finish!"
    )?;
    scheduler.run()
}

fn worker(
    green: &Green<'_>,
    number: usize,
    sleep: u32,
    second: Duration,
) -> io::Result<()> {
    green.sleep(sleep * second);
    writeln!(io::stdout(), "I am Worker {number}, I slept for {sleep} seconds")
}
