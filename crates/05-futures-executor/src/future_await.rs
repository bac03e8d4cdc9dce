//! Async code awaits a job that runs in a thread of the executor.
//!
//! `await asyncio.wrap_future(future)` is `future.await` here, because our
//! future is a `std::future::Future` as well. While it waits, the thread of an
//! event loop would be free for other tasks; `result()` would block it.
//!
//! Run with `just run 05-futures-executor future-await`; the same in every run.
//! Source: A1, P1.4, awaited.

use std::io::{self, Write};

use anyhow::Result;

use crate::executor::Executor;

pub fn run() -> Result<()> {
    // The smallest event loop there is: one task, and this thread sleeps
    // until the task is woken. 06-event-loop-tokio has a real one.
    pollster::block_on(say_when_done())
}

async fn say_when_done() -> Result<()> {
    let executor = Executor::new(3)?;
    let message = executor.submit(|| "hello").await?;
    writeln!(io::stdout(), "{message}")?;
    Ok(())
}
