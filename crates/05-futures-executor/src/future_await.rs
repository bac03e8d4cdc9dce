//! Async code awaits a job that runs in a thread of the executor.
//!
//! `await asyncio.wrap_future(future)` is `future.await` here: our future is a
//! `std::future::Future` as well. `result()` would block the thread of an event
//! loop; while a task awaits, that thread is free for other tasks.
//!
//! Run:    just run 05-futures-executor future-await
//! Output: the same in every run
//! Source: A1, P1.4, awaited

use anyhow::Result;

use crate::executor::Executor;

pub fn run() -> Result<()> {
    // The smallest event loop: one task, and this thread sleeps until the task
    // is woken. The one of 06-event-loop-tokio has many tasks.
    pollster::block_on(print_when_done())
}

async fn print_when_done() -> Result<()> {
    let executor = Executor::new(3)?;
    let message = executor.submit(|| "hello").await?;
    println!("{message}");
    Ok(())
}
