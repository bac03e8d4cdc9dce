//! A future is asked before and after its job is done: no, yes, and the result.
//!
//! `done()` and `result()` are Python's. In the article the job sleeps for five
//! seconds, and so does the asker: who comes first is luck, see `future-race`.
//! Here the job waits at a gate, so that both answers are certain.
//!
//! Run with `just run 05-futures-executor future`; the same in every run.
//! Source: A1, P1.4, its race repaired.

use std::io::{self, Write};
use std::sync::mpsc::{self, Receiver};

use anyhow::Result;

use crate::executor::Executor;

pub fn run() -> Result<()> {
    // Dropped last, when the gate is open, since it waits for its jobs.
    let executor = Executor::new(3)?;
    let (open, gate) = mpsc::channel();
    let future = executor.submit(move || wait_at(&gate, "hello"));
    writeln!(io::stdout(), "{}", future.done())?;

    // Letting go of the sender opens the gate; so would an early return.
    drop(open);
    // Asking for the result waits until there is one.
    let message = future.result()?;
    writeln!(io::stdout(), "{}", future.done())?;
    writeln!(io::stdout(), "{message}")?;
    Ok(())
}

fn wait_at(gate: &Receiver<()>, message: &str) -> String {
    // An error means that the sender has gone: the gate is open.
    gate.recv().expect_err("nobody sends anything");
    message.to_owned()
}
