//! Ten thousand tasks wait for a second, all at the same time, in one thread.
//!
//! `asyncio.create_task` is `tokio::spawn`. A waiting task is a struct with
//! what it needs when it goes on, and an entry in the loop's list of deadlines:
//! no stack, nothing in the kernel. (A `JoinSet` would also keep a list of who
//! is done. Nobody asks here who is first, so the plain handles will do.)
//!
//! Run with `just run 06-event-loop-tokio swarm`, or with another number, up
//! to 1000000; the same in every run. On stderr stands what it took.
//! Source: A3, on very many tasks on one event loop.

use std::io::{self, Write};
use std::time::Duration;

use anyhow::Result;
use tokio::time;

use crate::meter::{self, Meter};

pub async fn run(second: Duration, count: u32) -> Result<()> {
    let meter = Meter::start();
    let tasks: Vec<_> =
        (0..count).map(|_| tokio::spawn(wait(second))).collect();
    // Who is spawned first runs first: when this task does, all others wait.
    let peak = tokio::spawn(async { meter::memory() });
    let peak = peak.await.expect("measuring does not panic");
    let mut waited = 0;
    for task in tasks {
        task.await.expect("waiting does not panic");
        waited += 1;
    }
    writeln!(io::stdout(), "{waited} waited")?;
    meter.report(count, second, peak)?;
    Ok(())
}

async fn wait(second: Duration) {
    time::sleep(second).await;
}
