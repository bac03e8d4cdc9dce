//! Says hello, sleeps without blocking the thread, and says world.
//!
//! `async def` is `async fn`, and `await asyncio.sleep(1)` is
//! `tokio::time::sleep(second).await`. In both languages, calling an async
//! function runs nothing: it makes a coroutine, in Rust a future, which runs
//! when it is awaited.
//!
//! Run:    just run 06-event-loop-tokio hello-world
//! Output: the same in every run
//! Source: A4, P4.1

use std::time::Duration;

pub async fn run(second: Duration) {
    println!("hello");
    tokio::time::sleep(second).await;
    println!("world");
}
