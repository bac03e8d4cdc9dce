//! Ten thousand tasks wait for a second, all at the same time, in one thread.
//!
//! `asyncio.create_task` is `tokio::spawn`. A task that waits is a struct with
//! the variables that it needs afterwards, and an entry in the loop's list of
//! deadlines. It has no stack, and the kernel does not know of it. Time and
//! memory are printed on stderr.
//!
//! Run:    just run 06-event-loop-tokio swarm 10000
//! Output: the same in every run
//! Source: A3, on very many tasks on one event loop

use std::time::Duration;

use instruments::Meter;

pub async fn run(second: Duration, count: u32) {
    let meter = Meter::of_tasks();
    let mut tasks = Vec::new();
    for _ in 0..count {
        tasks.push(tokio::spawn(wait(second)));
    }
    // Tasks start in order: when this one does, all the others wait.
    let peak = tokio::spawn(async move { meter.memory_now() }).await.unwrap();
    let mut waited = 0;
    for task in tasks {
        task.await.unwrap();
        waited += 1;
    }
    println!("{waited} waited");
    meter.report(count, second, peak);
}

async fn wait(second: Duration) {
    tokio::time::sleep(second).await;
}
