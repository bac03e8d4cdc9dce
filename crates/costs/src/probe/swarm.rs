//! Many tasks of async-std that all wait at the same time: how long, and how
//! much memory. All others have an example, which is measured instead.

use std::time::{Duration, Instant};

use anyhow::Result;
use async_std::task;

use super::{Found, memory};

/// Lets `count` tasks wait.
pub fn measure(count: usize, seconds: u64) -> Result<Found> {
    let second = Duration::from_secs(seconds);
    let before = memory::own()?;
    let start = Instant::now();
    let waiting = task::block_on(async {
        let spawn = |_| task::spawn(task::sleep(second));
        let tasks: Vec<_> = (0..count).map(spawn).collect();
        // Half-way, all have begun to wait and nobody has ended.
        task::sleep(second / 2).await;
        let waiting = memory::own();
        for task in tasks {
            task.await;
        }
        waiting
    })?;
    let elapsed = start.elapsed().as_secs_f64();
    Ok(Found::from([
        ("ratio".into(), elapsed / second.as_secs_f64()),
        ("bytes".into(), (waiting - before) / count as f64),
    ]))
}
