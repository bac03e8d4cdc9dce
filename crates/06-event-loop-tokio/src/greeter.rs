//! Three greeters at the same time, in one thread: three seconds take one.
//!
//! `asyncio.create_task(greeter(name))` is `tasks.spawn(greeter(name, …))`, and
//! `await asyncio.gather(*tasks)` is `tasks.join_all().await`. A task starts
//! at the first `await` after its spawn, in the order of the spawns.
//!
//! `thread::sleep` instead of tokio's would block the only thread, and all
//! three tasks with it. The article's greeter sleeps first, and prints
//! afterwards.
//!
//! Run:    just run 06-event-loop-tokio greeter
//! Output: the same in every run
//! Source: A0, P0.3

use std::time::Duration;

use tokio::task::JoinSet;

pub async fn run(second: Duration) {
    let mut tasks = JoinSet::new();
    for name in ["Guido", "Luciano", "Kushal"] {
        tasks.spawn(greeter(name, second));
    }
    tasks.join_all().await;
}

async fn greeter(name: &str, second: Duration) {
    println!("Hello {name}");
    // Only this greeter sleeps; the other two go on.
    tokio::time::sleep(second).await;
}
