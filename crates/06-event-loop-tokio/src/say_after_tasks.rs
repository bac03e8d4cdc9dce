//! Two sleeps as tasks, which run at the same time: 2 seconds.
//!
//! `asyncio.create_task` is `tokio::spawn`. A task runs as soon as the loop is
//! free, whether it is awaited or not. Awaiting its handle waits for the end
//! and returns the result, in Rust as a `Result`, which is an error if the task
//! panicked.
//!
//! Run:    just run 06-event-loop-tokio say-after-tasks
//! Output: the same in every run, but for the clock times
//! Source: A4, P4.3

use std::time::Duration;

use chrono::Local;

pub async fn run(second: Duration) {
    let hello = tokio::spawn(say_after(second, "hello"));
    let world = tokio::spawn(say_after(2 * second, "world"));
    println!("started at {}", Local::now().format("%X"));

    hello.await.unwrap();
    world.await.unwrap();

    println!("finished at {}", Local::now().format("%X"));
}

async fn say_after(delay: Duration, what: &str) {
    tokio::time::sleep(delay).await;
    println!("{what}");
}
