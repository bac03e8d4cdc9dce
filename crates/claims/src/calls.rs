//! Three async functions are called: when does each of them run?
//!
//! Not when it is called, and not when it is spawned. An await that has nothing
//! to wait for does not switch to another task, not even after a thousand.
//! `yield_now`, which always waits, does: then all three have run.
//!
//! Run:    just run claims calls
//! Output: the same in every run
//! Source: A1, A2, A4, on calls, tasks and awaits

use std::future;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use tokio::task;

static RAN: AtomicU32 = AtomicU32::new(0);

#[tokio::main(flavor = "current_thread")]
pub async fn run() {
    let futures = [job(), job(), job()];
    print("the calls");

    for future in futures {
        tokio::spawn(future);
    }
    print("spawn");

    for _ in 0..1000 {
        future::ready(()).await;
    }
    print("a thousand awaits that need not wait");

    task::yield_now().await;
    print("one that waits");
}

fn print(what: &str) {
    println!("after {what}: {} ran", RAN.load(Relaxed));
}

async fn job() {
    RAN.fetch_add(1, Relaxed);
}
