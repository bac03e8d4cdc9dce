//! Three greeters at the same time, and their greetings in order.
//!
//! `executor.submit(greeter, name)` is `executor.submit(move || greeter(…))`.
//! The jobs run at the same time. `future.result()` waits for one of them, so
//! the greetings are printed in the order of the names.
//!
//! Run:    just run 05-futures-executor greeter
//! Output: the same in every run
//! Source: A0, P0.2, with the executor of A1, P1.4

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
        println!("{}", future.result()?);
    }
    Ok(())
}

fn greeter(name: &str, second: Duration) -> String {
    // Only this greeter sleeps; the other two go on.
    thread::sleep(second);
    format!("Hello {name}")
}
