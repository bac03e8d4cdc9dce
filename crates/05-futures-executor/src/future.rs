//! A future is asked before and after its job is done.
//!
//! `done()` and `result()` are Python's. The article sleeps for as long as the
//! job does and then asks again, which is a race: see `future-race`. Here the
//! job waits at a gate, so both answers are certain.
//!
//! Run:    just run 05-futures-executor future
//! Output: the same in every run
//! Source: A1, P1.4, without its race

use anyhow::Result;

use crate::executor::Executor;
use crate::gate::{self, Waiter};

pub fn run() -> Result<()> {
    let executor = Executor::new(3)?;
    let (gate, waiter) = gate::new();
    let future = executor.submit(move || wait_at(&waiter, "hello"));
    println!("{}", future.done());

    gate.open();
    // Returns when the job is done.
    let message = future.result()?;
    println!("{}", future.done());
    println!("{message}");
    Ok(())
}

fn wait_at(gate: &Waiter, message: &'static str) -> &'static str {
    gate.wait();
    message
}
