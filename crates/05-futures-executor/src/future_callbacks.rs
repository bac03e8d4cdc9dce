//! Whoever wants to know leaves a callback, and need not wait.
//!
//! `add_done_callback` is Python's. Callbacks run in the order in which they
//! were added, in the thread that ends the job, and each of them once; one that
//! comes late runs at once, in the thread that adds it. They start when the
//! result is there: who asks for it may have it before they have run.
//!
//! Run with `just run 05-futures-executor future-callbacks`; the same in every
//! run. Source: A1, P1.4, its executor and future.

use std::io::{self, Write};
use std::sync::mpsc::{self, Receiver};

use anyhow::Result;

use crate::executor::Executor;

pub fn run() -> Result<()> {
    // Dropped last, when the gate is open, since it waits for its jobs.
    let executor = Executor::new(1)?;
    let (open, gate) = mpsc::channel();
    let future = executor.submit(move || wait_at(&gate, "hello"));

    let (tell, told) = mpsc::channel();
    for name in ["first", "second"] {
        let tell = tell.clone();
        future.add_done_callback(move |future| {
            // Nobody listens if `run` has failed, and that is no matter here.
            drop(tell.send((name, future.result())));
        });
    }
    writeln!(io::stdout(), "nobody has called back: {}", !future.done())?;
    drop(open); // which opens the gate
    for (name, result) in told.iter().take(2) {
        writeln!(io::stdout(), "{name}: {}", result?)?;
    }

    future.add_done_callback(move |future| {
        drop(tell.send(("late", future.result())));
    });
    let (name, result) = told.recv()?;
    writeln!(io::stdout(), "{name}: {}", result?)?;
    Ok(())
}

fn wait_at(gate: &Receiver<()>, message: &'static str) -> &'static str {
    // An error means that the sender has gone: the gate is open.
    gate.recv().expect_err("nobody sends anything");
    message
}
