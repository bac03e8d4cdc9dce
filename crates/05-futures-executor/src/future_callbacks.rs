//! Callbacks print the result as soon as it is there, and no thread waits.
//!
//! `add_done_callback` is Python's. Callbacks run in the order in which they
//! were added, each of them once, in the thread that ends the job. One that is
//! added after that runs at once, in the thread that adds it.
//!
//! Run:    just run 05-futures-executor future-callbacks
//! Output: the same in every run
//! Source: A1, P1.4, its executor and future

use anyhow::Result;

use crate::executor::{Executor, Future};
use crate::gate::{self, Waiter};

pub fn run() -> Result<()> {
    let executor = Executor::new(1)?;
    let (gate, waiter) = gate::new();
    let future = executor.submit(move || wait_at(&waiter, "hello"));
    for name in ["first", "second"] {
        future.add_done_callback(move |future| callback(name, future));
    }
    println!("done: {}", future.done());
    gate.open();
    // Waits for the job, and for its callbacks. `result()` would wait for the
    // job only.
    executor.shutdown();

    future.add_done_callback(|future| callback("late", future));
    Ok(())
}

fn wait_at(gate: &Waiter, message: &'static str) -> &'static str {
    gate.wait();
    message
}

fn callback(name: &str, future: &Future<&str>) {
    match future.result() {
        Ok(message) => println!("{name}: {message}"),
        Err(error) => println!("{name}: {error}"),
    }
}
