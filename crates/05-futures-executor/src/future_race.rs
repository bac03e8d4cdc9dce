//! The article's future: the second answer depends on which thread is first.
//!
//! The job sleeps for five seconds, and so does `run` before it asks again. The
//! operating system decides which of the two wakes up first, in both languages.
//!
//! Run:    just run 05-futures-executor future-race
//! Output: varies: the second line is true or false
//! Source: A1, P1.4

use std::thread;
use std::time::Duration;

use anyhow::Result;

use crate::executor::Executor;

pub fn run(second: Duration) -> Result<()> {
    let executor = Executor::new(3)?;
    let future = executor.submit(move || after_a_sleep("hello", second));
    println!("{}", future.done());

    thread::sleep(5 * second);
    // The job may be done by now, or about to be.
    println!("{}", future.done());
    println!("{}", future.result()?);
    Ok(())
}

fn after_a_sleep(message: &'static str, second: Duration) -> &'static str {
    thread::sleep(5 * second);
    message
}
