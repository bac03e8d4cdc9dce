//! Wrong: each result is asked for in turn, so the quick jobs have to wait.
//!
//! Run:    just variant result-in-turn
//! Output: the same in every run
//! Sheet:  05

use std::thread;
use std::time::Duration;

use anyhow::Result;

use crate::executor::Executor;

pub fn run(second: Duration) -> Result<()> {
    let executor = Executor::new(3)?;
    let mut futures = Vec::new();
    for seconds in [3, 1, 2] {
        futures.push(executor.submit(move || sleeper(seconds, second)));
    }
    for future in futures {
        println!("{}", future.result()?);
    }
    Ok(())
}

fn sleeper(seconds: u32, second: Duration) -> String {
    thread::sleep(seconds * second);
    format!("I slept for {seconds} seconds")
}
