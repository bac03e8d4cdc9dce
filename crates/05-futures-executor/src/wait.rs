//! Wait for the first of three jobs, for all of them, or for a second.
//!
//! `wait(futures, timeout, FIRST_COMPLETED)` is `wait(&futures,
//! Until::FirstCompleted, limit)`. Both return the futures that are done and
//! those that are not, Python as sets, ours in the order given. It is no error
//! in either language if the time runs out.
//!
//! Run:    just run 05-futures-executor wait
//! Output: the same in every run
//! Source: A1, P1.4, its executor, with the sleeps of P1.1

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
        println!("{name}: {done} done, {not_done} not done");
    }
    Ok(())
}
