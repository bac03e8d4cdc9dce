//! Ten thousand async tasks of smol wait for a second, all at the same time.
//!
//! Compare with `swarm_stackful`: each task is a struct with the one variable
//! that it needs afterwards, a timer. A task of asyncio is several objects.
//! Time and memory are printed on stderr.
//!
//! Run:    just run 08-green-threads swarm-smol 10000
//! Output: the same in every run
//! Source: A3, on very many tasks on one event loop

use std::time::Duration;

use instruments::Meter;
use smol::{LocalExecutor, Timer};

pub async fn run(second: Duration, count: u32) {
    let meter = Meter::of_tasks();
    let executor = LocalExecutor::new();
    let mut tasks = Vec::new();
    for _ in 0..count {
        tasks.push(executor.spawn(wait(second)));
    }
    // Tasks start in order: when this one does, all the others wait.
    let peak = executor.spawn(async move { meter.memory_now() });
    let waiting = async {
        let peak = peak.await;
        let mut waited = 0;
        for task in tasks {
            task.await;
            waited += 1;
        }
        println!("{waited} waited");
        meter.report(count, second, peak);
    };
    executor.run(waiting).await;
}

/// A timer is a future already. An `async fn` around it would be larger.
fn wait(second: Duration) -> Timer {
    Timer::after(second)
}
