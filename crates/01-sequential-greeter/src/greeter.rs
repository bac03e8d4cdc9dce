//! Greets three people in turn: each waits until the one before is done.
//!
//! This is the yardstick. Each greeter sleeps for a second, so three of them
//! take three; every other model greets the same three in one. The article's
//! sequential greeter does not sleep (and, as printed, fails: the names lack
//! their quotes). Ours does, so that only the model differs from the others.
//!
//! Run with `just run 01-sequential-greeter greeter`; the same in every run.
//! Source: A0, P0.1.

use std::io::{self, Write};
use std::thread;
use std::time::Duration;

use anyhow::Result;

pub fn run(second: Duration) -> Result<()> {
    for name in ["Guido", "Luciano", "Kushal"] {
        greeter(name, second)?;
    }
    Ok(())
}

fn greeter(name: &str, second: Duration) -> io::Result<()> {
    writeln!(io::stdout(), "Hello {name}")?;
    // Nobody else is greeted meanwhile: there is one thread, and it sleeps.
    thread::sleep(second);
    Ok(())
}
