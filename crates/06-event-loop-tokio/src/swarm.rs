//! Ten thousand tasks wait for a second, all at the same time, in one thread.
//!
//! `asyncio.TaskGroup` is `JoinSet`. A waiting task is a struct with what it
//! needs when it goes on, and an entry in the loop's list of deadlines: no
//! stack, nothing in the kernel.
//!
//! Run with `just run 06-event-loop-tokio swarm`, or with another number, up
//! to 1000000; the same in every run. On stderr stands what it took.
//! Source: A3, on very many tasks on one event loop.

use std::io::{self, Write};
use std::time::Duration;

use anyhow::Result;
use tokio::task::JoinSet;
use tokio::time;

use crate::meter::{self, Meter};

pub async fn run(second: Duration, count: u32) -> Result<()> {
    let meter = Meter::start();
    let mut tasks = JoinSet::new();
    for _ in 0..count {
        tasks.spawn(wait(second));
    }
    // Who is spawned first runs first: when this task does, all others wait.
    let peak = tokio::spawn(async { meter::memory() });
    let peak = peak.await.expect("measuring does not panic");
    let mut waited = 0;
    while let Some(end) = tasks.join_next().await {
        end.expect("waiting does not panic");
        waited += 1;
    }
    writeln!(io::stdout(), "{waited} waited")?;
    meter.report(count, second, peak)?;
    Ok(())
}

async fn wait(second: Duration) {
    time::sleep(second).await;
}
