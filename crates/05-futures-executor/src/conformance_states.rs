//! What a future answers in each of its six states: the same as Python's.
//!
//! CPython's own tests pin these answers, and the two tables are compared.
//! `exception()` is `result().err()` here, and a job fails by a panic, whose
//! message its future keeps. The last column cancels what can be cancelled.
//!
//! A cancelled job stays in the queue until a worker skips it. In Python that
//! is a state of its own; here the future is the same before and after.
//!
//! Run:    just run 05-futures-executor conformance-states
//! Output: the same in every run
//! Source: A1, P1.4; CPython's test_future.py

use std::time::Duration;

use anyhow::Result;

use crate::executor::{Error, Executor, Future};
use crate::gate::{self, Waiter};

pub fn run() -> Result<()> {
    let executor = Executor::new(1)?;
    let (gate, waiter) = gate::new();
    executor.submit(move || wait_at(&waiter, 1));
    let skipped = executor.submit(|| 2);
    skipped.cancel();
    let failed = executor.submit(|| fail("no such file"));
    let finished = executor.submit(|| 42);
    gate.open();
    // The only worker is past the others by then.
    finished.result()?;

    let (gate, waiter) = gate::new();
    let running = executor.submit(move || wait_at(&waiter, 3));
    gate.wait_until_reached();
    let pending = executor.submit(|| 4);
    let cancelled = executor.submit(|| 5);
    cancelled.cancel();

    println!(
        "state      done   running  cancelled  result        exception     \
         cancel"
    );
    for (state, future) in [
        ("pending", &pending),
        ("running", &running),
        ("cancelled", &cancelled),
        ("skipped", &skipped),
        ("failed", &failed),
        ("finished", &finished),
    ] {
        println!(
            "{state:<9}  {:<5}  {:<7}  {:<9}  {:<12}  {:<12}  {}",
            future.done(),
            future.running(),
            future.cancelled(),
            result(future),
            exception(future),
            future.cancel(),
        );
    }
    println!("the pending one was cancelled: {}", result(&pending));
    gate.open();
    println!("the running one has an end: {}", running.result()?);
    println!("asked again: {}", result(&running));
    println!("the failed one, asked again: {}", result(&failed));
    Ok(())
}

fn wait_at(gate: &Waiter, number: u32) -> u32 {
    gate.wait();
    number
}

fn fail(message: &str) -> u32 {
    panic!("{message}")
}

fn result(future: &Future<u32>) -> String {
    match future.result_timeout(Duration::ZERO) {
        Ok(number) => number.to_string(),
        Err(error) => reason(error),
    }
}

fn exception(future: &Future<u32>) -> String {
    match future.result_timeout(Duration::ZERO).err() {
        None => "none".into(),
        Some(error) => reason(error),
    }
}

fn reason(error: Error) -> String {
    match error {
        Error::Cancelled => "cancelled".into(),
        Error::Panicked(message) => message,
        Error::TimedOut => "not yet".into(),
    }
}
