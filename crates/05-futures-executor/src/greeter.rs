//! Three futures promise three greetings, and `run` asks them in order.
//!
//! `executor.submit(greeter, name)` is `executor.submit(move || greeter(…))`,
//! `future.result()` is `future.result()`. The jobs run together; asking for a
//! result waits, so the greetings are printed in the order of the names.
//!
//! Run with `just run 05-futures-executor greeter`; the same in every run.
//! Source: A0, P0.2, with the executor of A1, P1.4.

use std::io::{self, Write};
use std::thread;
use std::time::Duration;

use anyhow::Result;

use crate::executor::Executor;

pub fn run(second: Duration) -> Result<()> {
    let executor = Executor::new(3)?;
    let mut futures = Vec::new();
    for name in ["Guido", "Luciano", "Kushal"] {
        futures.push(executor.submit(move || greeter(name, second)));
    }
    for future in futures {
        writeln!(io::stdout(), "{}", future.result()?)?;
    }
    Ok(())
}

fn greeter(name: &str, second: Duration) -> String {
    // This worker sleeps; the other two go on.
    thread::sleep(second);
    format!("Hello {name}")
}
