//! Says hello, sleeps without blocking the thread, and says world.
//!
//! `async def` is `async fn`, `await asyncio.sleep(1)` is
//! `time::sleep(second).await`. Calling an async function runs nothing, in
//! either language: it makes a future, which runs when it is awaited.
//!
//! Run with `just run 06-event-loop-tokio hello-world`; the same in every run.
//! Source: A4, P4.1.

use std::io::{self, Write};
use std::time::Duration;

use anyhow::Result;
use tokio::time;

pub async fn run(second: Duration) -> Result<()> {
    writeln!(io::stdout(), "hello")?;
    time::sleep(second).await;
    writeln!(io::stdout(), "world")?;
    Ok(())
}
