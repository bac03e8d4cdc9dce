//! Ten thousand tasks of smol wait for a second, all at the same time.
//!
//! Compare with `swarm_stackful`: each of these tasks is a struct with what it
//! needs when it goes on, which is a timer. asyncio's tasks are the same in
//! principle, and several objects each.
//!
//! Run with `just run 08-green-threads swarm-smol`, or with another number, up
//! to 1000000; the same in every run. On stderr stands what it took.
//! Source: A3, on very many tasks on one event loop.

use std::io::{self, Write};
use std::time::Duration;

use anyhow::Result;
use smol::{LocalExecutor, Timer};

use crate::meter::{self, Meter};

pub fn run(second: Duration, count: u32) -> Result<()> {
    let meter = Meter::start();
    let executor = LocalExecutor::new();
    let mut tasks = Vec::new();
    for _ in 0..count {
        tasks.push(executor.spawn(wait(second)));
    }
    // Who is spawned first runs first: when this task does, all others wait.
    let peak = executor.spawn(async { meter::memory() });
    let (waited, peak) = smol::block_on(executor.run(async {
        let peak = peak.await;
        let mut waited = 0;
        for task in tasks {
            task.await;
            waited += 1;
        }
        (waited, peak)
    }));
    writeln!(io::stdout(), "{waited} waited")?;
    meter.report(count, second, peak)?;
    Ok(())
}

/// A timer is a future already; an `async fn` around it would only be larger.
fn wait(second: Duration) -> Timer {
    Timer::after(second)
}
