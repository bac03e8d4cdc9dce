//! Two sleeps as tasks of a group, which is awaited as a whole: 2 seconds.
//!
//! `asyncio.TaskGroup` is `JoinSet`. They differ at their ends: Python's `async
//! with` waits for the tasks, but a `JoinSet` that is dropped aborts them. So
//! Rust has to say that it waits.
//!
//! Run:    just run 06-event-loop-tokio say-after-task-group
//! Output: the same in every run, but for the clock times
//! Source: A4, P4.4

use std::time::Duration;

use chrono::Local;
use tokio::task::JoinSet;

pub async fn run(second: Duration) {
    let mut group = JoinSet::new();
    group.spawn(say_after(second, "hello"));
    group.spawn(say_after(2 * second, "world"));
    println!("started at {}", Local::now().format("%X"));

    group.join_all().await;

    println!("finished at {}", Local::now().format("%X"));
}

async fn say_after(delay: Duration, what: &str) {
    tokio::time::sleep(delay).await;
    println!("{what}");
}
