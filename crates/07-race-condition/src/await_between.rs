//! An await between read and write: one thread, and yet 900 of 1000 are lost.
//!
//! Ten tasks take turns on one event loop, and they change places at an await
//! and nowhere else. This one stands at the worst place: each task reads, then
//! all others read the same number, then each of them writes it plus 1. There
//! is one thread, so there can't be a data race: the counter is a plain `Cell`,
//! and the compiler agrees. It is a race condition all the same.
//!
//! `await asyncio.sleep(0)` is `yield_now().await`: both let every other task
//! run once. Python loses the same 900.
//!
//! Run with `just run 07-race-condition await-between`; the same in every run.
//! Source: A4, P4.7, in tasks.

use std::cell::Cell;
use std::io::{self, Write};

use anyhow::Result;
use async_executor::LocalExecutor;
use futures_lite::future::{block_on, yield_now};

pub fn run(tasks: u64, increments: u64) -> Result<()> {
    let counter = Cell::new(0);
    let executor = LocalExecutor::new();
    let mut handles = Vec::new();
    for _ in 0..tasks {
        handles.push(executor.spawn(increment(&counter, increments)));
    }
    block_on(executor.run(async {
        for handle in handles {
            handle.await;
        }
    }));

    let expected = tasks * increments;
    let found = counter.get();
    writeln!(io::stdout(), "expected: {expected}")?;
    writeln!(io::stdout(), "found: {found}")?;
    writeln!(io::stdout(), "lost: {}", expected - found)?;
    Ok(())
}

async fn increment(counter: &Cell<u64>, increments: u64) {
    for _ in 0..increments {
        let value = counter.get();
        yield_now().await;
        counter.set(value + 1);
    }
}
