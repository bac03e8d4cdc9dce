//! Three greeters run at the same time, in one thread.
//!
//! `asyncio.create_task(greeter(name))` is `tokio::spawn(greeter(name, …))`,
//! and `await asyncio.gather(…)` is an `await` of each handle. The article
//! gets its loop in a way that warns on Python 3.12 and fails on 3.14.
//!
//! Run with `just run 06-event-loop-tokio greeter`; the same in every run,
//! because one loop wakes its tasks in the order of their times. Source: A0,
//! P0.3, which prints after the sleep, not before.

use std::io::{self, Write};
use std::time::Duration;

use anyhow::Result;
use tokio::time;

pub async fn run(second: Duration) -> Result<()> {
    let mut tasks = Vec::new();
    for name in ["Guido", "Luciano", "Kushal"] {
        tasks.push(tokio::spawn(greeter(name, second)));
    }
    for task in tasks {
        task.await.expect("a greeter does not panic")?;
    }
    Ok(())
}

async fn greeter(name: &str, second: Duration) -> io::Result<()> {
    // This task sleeps, not the thread: `thread::sleep` would stop all three.
    time::sleep(second).await;
    writeln!(io::stdout(), "Hello {name}")
}
