//! Many tasks of async-std that all wait at the same time.
//!
//! No example does this; the other swarms are examples.

use std::time::Duration;

use async_std::task;
use instruments::Meter;

/// Lets `count` tasks wait, and reports time and memory on stderr.
pub fn measure(count: u32, seconds: u64) {
    let second = Duration::from_secs(seconds);
    let meter = Meter::of_tasks();
    let peak = task::block_on(async {
        let spawn = |_| task::spawn(task::sleep(second));
        let tasks: Vec<_> = (0..count).map(spawn).collect();
        // After half of the time, all have begun to wait, and none has ended.
        task::sleep(second / 2).await;
        let peak = meter.memory_now();
        for task in tasks {
            task.await;
        }
        peak
    });
    meter.report(count, second, peak);
}
