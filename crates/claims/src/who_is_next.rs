//! A task wakes another one and waits: does that one run next?
//!
//! A wakes C, and B is ready as well. If A could decide, C would be next. But
//! the loop has a queue, and B has been in it for longer. Where a task goes on
//! after a yield differs between tokio and asyncio, and neither promises it.
//!
//! Run:    just run claims who-is-next
//! Output: the same in every run
//! Source: A0 and A3, on which coroutine runs next

use std::sync::Arc;
use std::sync::mpsc;

use anyhow::Result;
use tokio::sync::Notify;
use tokio::task::{self, JoinSet};

#[tokio::main(flavor = "current_thread")]
pub async fn run() -> Result<()> {
    let (log, order) = mpsc::channel();
    let wake_c = Arc::new(Notify::new());
    let mut tasks = JoinSet::new();

    let (line, woken) = (log.clone(), Arc::clone(&wake_c));
    tasks.spawn(async move {
        woken.notified().await;
        line.send("c")
    });
    task::yield_now().await; // now C waits

    let line = log.clone();
    tasks.spawn(async move {
        line.send("a")?;
        wake_c.notify_one();
        task::yield_now().await;
        line.send("a")
    });
    tasks.spawn(async move {
        log.send("b")?;
        task::yield_now().await;
        log.send("b")
    });
    while let Some(ended) = tasks.join_next().await {
        ended??;
    }
    let order: Vec<_> = order.try_iter().collect();
    println!("a wakes c, and waits: {}", order.join(" "));
    Ok(())
}
