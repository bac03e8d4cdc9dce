//! A task waits, and the program has not kept its handle: does it live on?
//!
//! Two tasks wait for a signal. The handle of one is kept, that of the other is
//! dropped. Tokio's runtime owns its tasks, so both get the signal. Asyncio's
//! loop does not: it only has weak references to them, and one that nothing
//! else holds may vanish in a garbage collection.
//!
//! Run:    just run claims forgotten
//! Output: the same in every run
//! Source: A4, on the loop that is aware of each task

use std::sync::{Arc, Weak};

use anyhow::Result;
use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::task::{self, JoinHandle};

#[tokio::main(flavor = "current_thread")]
pub async fn run() -> Result<()> {
    let (signal_to_held, held) = start("held");
    let (signal_to_forgotten, _) = start("forgotten");
    task::yield_now().await;
    println!("tasks that wait: {}", waiting());
    println!("after a while: {}", waiting());

    for signal in [signal_to_held, signal_to_forgotten] {
        if let Some(signal) = signal.upgrade() {
            signal.notify_one();
        }
    }
    held.await?;
    println!("tasks that wait at the end: {}", waiting());
    Ok(())
}

/// A task that waits, and all that main keeps of what it waits for.
fn start(name: &'static str) -> (Weak<Notify>, JoinHandle<()>) {
    let signal = Arc::new(Notify::new());
    let weak = Arc::downgrade(&signal);
    let task = tokio::spawn(async move {
        signal.notified().await;
        println!("done: {name}");
    });
    (weak, task)
}

fn waiting() -> usize {
    Handle::current().metrics().num_alive_tasks()
}
