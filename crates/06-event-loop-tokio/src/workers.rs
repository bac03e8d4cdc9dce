//! Five tasks start in order, and finish in the order of their sleeps.
//!
//! All five share the thread in which the loop runs, and switch where they
//! await. No task has started when the first line is printed, since `run` has
//! not awaited anything before.
//!
//! Run:    just run 06-event-loop-tokio workers 9 1 7 4 5
//! Output: the same in every run, for sleeps that differ
//! Source: A1, P1.1, as tasks

use std::time::Duration;

use tokio::task::JoinSet;

pub async fn run(second: Duration, sleeps: Vec<u32>) {
    let mut tasks = JoinSet::new();
    for (number, sleep) in sleeps.into_iter().enumerate() {
        tasks.spawn(worker(number, sleep, second));
    }
    println!("All Tasks are queued, let's see when they finish!");
    tasks.join_all().await;
}

async fn worker(number: usize, sleep: u32, second: Duration) {
    tokio::time::sleep(sleep * second).await;
    println!("I am Worker {number}, I slept for {sleep} seconds");
}
