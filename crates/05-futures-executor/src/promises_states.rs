//! What a future answers in each of its six states.
//!
//! CPython's own tests pin these answers. The counterpart asks a Python future
//! the same questions, and the two tables are compared. `exception()` is
//! `result().err()` here; a job fails by a panic, whose message is kept. A
//! cancelled job stays in the queue until a worker skips it, and nobody
//! notices when. The last column does cancel what it can.
//!
//! Run with `just run 05-futures-executor promises-states`; the same in every
//! run. Source: A1, P1.4; CPython's test_concurrent_futures/test_future.py.

use std::io::{self, Write};
use std::panic;
use std::sync::mpsc::{self, Sender};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::executor::{Error, Executor, Future};

pub fn run() -> Result<()> {
    // Dropped last, when all gates are open, since it waits for its jobs.
    let executor = Executor::new(1)?;
    let (_, open) = begin(&executor, 1)?;
    let skipped = executor.submit(|| 2);
    skipped.cancel();
    let failed = executor.submit(|| fail("no such file"));
    let finished = executor.submit(|| 42);
    drop(open);
    // By then the only worker has come past the others.
    finished.result()?;

    let (running, open) = begin(&executor, 3)?;
    let pending = executor.submit(|| 4);
    let cancelled = executor.submit(|| 5);
    cancelled.cancel();

    let mut out = io::stdout();
    writeln!(
        out,
        "state      done   running  cancelled  result        exception     \
         cancel"
    )?;
    for (state, future) in [
        ("pending", &pending),
        ("running", &running),
        ("cancelled", &cancelled),
        ("skipped", &skipped),
        ("failed", &failed),
        ("finished", &finished),
    ] {
        writeln!(
            out,
            "{state:<9}  {:<5}  {:<7}  {:<9}  {:<12}  {:<12}  {}",
            future.done(),
            future.running(),
            future.cancelled(),
            result(future),
            exception(future),
            future.cancel(),
        )?;
    }
    writeln!(out, "the pending one was cancelled: {}", result(&pending))?;
    drop(open);
    writeln!(out, "the running one has an end: {}", running.result()?)?;
    writeln!(out, "asked again: {}", result(&running))?;
    writeln!(out, "the failed one, asked again: {}", result(&failed))?;
    Ok(())
}

/// A job that has begun, and that ends when the sender is dropped.
fn begin(
    executor: &Executor,
    number: u32,
) -> Result<(Future<u32>, Sender<()>)> {
    let (begin, begun) = mpsc::channel();
    let (open, gate) = mpsc::channel::<()>();
    let future = executor.submit(move || {
        begin.send(()).expect("somebody waits for us to begin");
        gate.recv().expect_err("nobody sends anything");
        number
    });
    begun.recv().context("the job has died")?;
    Ok((future, open))
}

/// Panics, but without the report on stderr.
fn fail(message: &'static str) -> u32 {
    panic::resume_unwind(Box::new(message))
}

fn result(future: &Future<u32>) -> String {
    match future.result_timeout(Duration::ZERO) {
        Ok(number) => number.to_string(),
        Err(error) => tell(error),
    }
}

fn exception(future: &Future<u32>) -> String {
    match future.result_timeout(Duration::ZERO).err() {
        None => "none".to_owned(),
        Some(error) => tell(error),
    }
}

fn tell(error: Error) -> String {
    match error {
        Error::Cancelled => "cancelled".to_owned(),
        Error::Panicked(message) => message,
        Error::TimedOut => "not yet".to_owned(),
    }
}
