//! Five tasks start in order and finish in the order of their sleeps.
//!
//! A task is no thread: all five share the one in which the loop runs, and
//! take turns where they await. None of them has begun when the first line is
//! printed, since this thread has not awaited anything yet.
//!
//! Run with `just run 06-event-loop-tokio workers`, or replay the article's
//! own run: `just run 06-event-loop-tokio workers 9 1 7 4 5`. With sleeps
//! given, the output is the same in every run. Source: A1, P1.1, as tasks.

use std::io::{self, Write};
use std::time::Duration;

use anyhow::Result;
use tokio::time;

pub async fn run(second: Duration, mut sleeps: Vec<u32>) -> Result<()> {
    if sleeps.is_empty() {
        sleeps = (0..5).map(|_| fastrand::u32(1..=9)).collect();
    }
    let mut tasks = Vec::new();
    for (number, sleep) in sleeps.into_iter().enumerate() {
        tasks.push(tokio::spawn(worker(number, sleep, second)));
    }
    writeln!(
        io::stdout(),
        "All Tasks are queued, let's see when they finish!"
    )?;
    for task in tasks {
        task.await.expect("a worker does not panic")?;
    }
    Ok(())
}

async fn worker(number: usize, sleep: u32, second: Duration) -> io::Result<()> {
    time::sleep(sleep * second).await;
    writeln!(io::stdout(), "I am Worker {number}, I slept for {sleep} seconds")
}
