//! Two sleepers as tasks, which sleep at the same time: 2 seconds.
//!
//! `asyncio.create_task` is `tokio::spawn`: the task runs whenever the loop is
//! free, whether or not somebody awaits it. Awaiting the handle only fetches
//! its result, in Rust with one more `Result` around it, for a panic.
//!
//! Run with `just run 06-event-loop-tokio say-after-tasks`; the same in every
//! run but for the clock times. Source: A4, P4.3.

use std::io::{self, Write};
use std::time::Duration;

use anyhow::Result;
use chrono::Local;
use tokio::time;

pub async fn run(second: Duration) -> Result<()> {
    let hello = tokio::spawn(say_after(second, "hello"));
    let world = tokio::spawn(say_after(2 * second, "world"));
    writeln!(io::stdout(), "started at {}", Local::now().format("%X"))?;

    hello.await.expect("saying does not panic")?;
    world.await.expect("saying does not panic")?;

    writeln!(io::stdout(), "finished at {}", Local::now().format("%X"))?;
    Ok(())
}

async fn say_after(delay: Duration, what: &str) -> io::Result<()> {
    time::sleep(delay).await;
    writeln!(io::stdout(), "{what}")
}
