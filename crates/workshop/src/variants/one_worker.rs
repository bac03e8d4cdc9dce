//! Wrong: one worker, so one job after another.
//!
//! Run:    just variant one-worker
//! Output: the same in every run
//! Sheet:  05, the line to change

use std::thread;
use std::time::Duration;

use anyhow::Result;

use crate::executor::{Executor, as_completed};

pub fn run(second: Duration) -> Result<()> {
    let executor = Executor::new(1)?;
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
