//! Ten tasks await between read and write: 900 of 1000 updates are lost.
//!
//! Ten tasks share one event loop, and a task gives way to the others only
//! where it awaits. Here it awaits in the worst place: each task reads, then
//! all others read the same number, then each writes that number plus 1. With
//! one thread there can be no data race, so the counter is a plain `Cell`, and
//! the compiler accepts it. It is a race condition all the same.
//!
//! `await asyncio.sleep(0)` is `yield_now().await`: each lets every other task
//! run once. Python loses the same 900. The tasks of a `LocalExecutor` may
//! borrow the `Cell`. Those of tokio must own what they use, since they may
//! outlive the function that spawns them.
//!
//! Run:    just run 07-race-condition await-between
//! Output: the same in every run
//! Source: A4, P4.7, in tasks

use std::cell::Cell;

use async_executor::LocalExecutor;
use futures_lite::future::{block_on, yield_now};

pub fn run(tasks: u64, increments: u64) {
    let expected = tasks * increments;
    let found = block_on(count(tasks, increments));
    println!("expected: {expected}");
    println!("found: {found}");
    println!("lost: {}", expected - found);
}

async fn count(tasks: u64, increments: u64) -> u64 {
    let counter = Cell::new(0);
    let executor = LocalExecutor::new();
    let mut handles = Vec::new();
    for _ in 0..tasks {
        handles.push(executor.spawn(increment(&counter, increments)));
    }
    let join_all = async {
        for handle in handles {
            handle.await;
        }
    };
    executor.run(join_all).await;
    counter.get()
}

async fn increment(counter: &Cell<u64>, increments: u64) {
    for _ in 0..increments {
        let value = counter.get();
        yield_now().await;
        counter.set(value + 1);
    }
}
