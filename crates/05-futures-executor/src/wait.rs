//! Wait for one of several jobs, for all of them, or only so long.
//!
//! `wait(futures, timeout, FIRST_COMPLETED)` is `wait(&futures,
//! Until::FirstCompleted, limit)`, and both tell which futures are done and
//! which are not. Python's come as sets, ours in the order you gave. That a
//! limit is over is no error here.
//!
//! Run with `just run 05-futures-executor wait`; the same in every run.
//! Source: A1, P1.4, its executor, with the sleeps of P1.1.

use std::io::{self, Write};
use std::thread;
use std::time::Duration;

use anyhow::Result;

use crate::executor::{Executor, Until, wait};

pub fn run(second: Duration) -> Result<()> {
    let executor = Executor::new(3)?;
    let mut futures = Vec::new();
    for seconds in [2, 3, 4] {
        futures.push(executor.submit(move || thread::sleep(seconds * second)));
    }
    for (name, until, limit) in [
        ("a second later", Until::AllCompleted, Some(second)),
        ("after the first", Until::FirstCompleted, None),
        ("in the end", Until::AllCompleted, None),
    ] {
        let waited = wait(&futures, until, limit);
        let (done, not_done) = (waited.done.len(), waited.not_done.len());
        writeln!(io::stdout(), "{name}: {done} done, {not_done} not done")?;
    }
    Ok(())
}
