//! The article's future: the second answer depends on who wakes up first.
//!
//! The job sleeps for five seconds, and `run` asks after sleeping for five
//! seconds. Who wakes up first is up to the operating system: the second answer
//! may be true or false. Sleeping is no way to wait for anything but the time.
//!
//! Run with `just run 05-futures-executor future-race`; the second line varies.
//! Source: A1, P1.4.

use std::io::{self, Write};
use std::thread;
use std::time::Duration;

use anyhow::Result;

use crate::executor::Executor;

pub fn run(second: Duration) -> Result<()> {
    let executor = Executor::new(3)?;
    let future = executor.submit(move || after_a_sleep("hello", second));
    writeln!(io::stdout(), "{}", future.done())?;

    thread::sleep(5 * second);
    // The job may be done by now, or about to be.
    writeln!(io::stdout(), "{}", future.done())?;
    writeln!(io::stdout(), "{}", future.result()?)?;
    Ok(())
}

fn after_a_sleep(message: &str, second: Duration) -> String {
    thread::sleep(5 * second);
    message.to_owned()
}
