//! Three jobs, and each result is printed as soon as it is there.
//!
//! `as_completed(futures, timeout)` is `as_completed(&futures, limit)`; `None`
//! is no limit. Each item is a `Result`, because the time may run out. Asked in
//! turn, as in `greeter`, the quick jobs would have to wait for the slow one.
//!
//! Run:    just run 05-futures-executor as-completed
//! Output: the same in every run
//! Source: A1, P1.4, its executor, with the sleeps of P1.1

use std::thread;
use std::time::Duration;

use anyhow::Result;

use crate::executor::{Executor, as_completed};

pub fn run(second: Duration) -> Result<()> {
    let executor = Executor::new(3)?;
    let mut futures = Vec::new();
    for seconds in [3, 1, 2] {
        futures.push(executor.submit(move || sleeper(seconds, second)));
    }
    for future in as_completed(&futures, None) {
        println!("{}", future?.result()?);
    }
    Ok(())
}

fn sleeper(seconds: u32, second: Duration) -> String {
    thread::sleep(seconds * second);
    format!("I slept for {seconds} seconds")
}
