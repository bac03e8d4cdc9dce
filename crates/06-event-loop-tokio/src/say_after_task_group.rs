//! Two sleepers in a group, which is waited for as a whole: 2 seconds.
//!
//! `asyncio.TaskGroup` is `JoinSet`, with one difference to remember: leaving
//! Python's `async with` waits for the tasks, but dropping a `JoinSet` aborts
//! them. So Rust spells the wait out, and gets the results in return.
//!
//! Run with `just run 06-event-loop-tokio say-after-task-group`; the same in
//! every run but for the clock times. Source: A4, P4.4.

use std::io::{self, Write};
use std::time::Duration;

use anyhow::Result;
use chrono::Local;
use tokio::task::JoinSet;
use tokio::time;

pub async fn run(second: Duration) -> Result<()> {
    let mut group = JoinSet::new();
    group.spawn(say_after(second, "hello"));
    group.spawn(say_after(2 * second, "world"));
    writeln!(io::stdout(), "started at {}", Local::now().format("%X"))?;

    // As in Python, an error cancels those that are left: `?` drops the group.
    while let Some(said) = group.join_next().await {
        said.expect("saying does not panic")?;
    }

    writeln!(io::stdout(), "finished at {}", Local::now().format("%X"))?;
    Ok(())
}

async fn say_after(delay: Duration, what: &str) -> io::Result<()> {
    time::sleep(delay).await;
    writeln!(io::stdout(), "{what}")
}
