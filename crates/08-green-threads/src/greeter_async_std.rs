//! Three greeters run at the same time, as tasks of async-std.
//!
//! async-std is discontinued (RUSTSEC-2025-0052), and its authors point to
//! smol. It is shown because much code and many tutorials still use it, and
//! because its idea can be seen well here: std's names, made async. Do not
//! start anything new with it.
//!
//! Run with `just run 08-green-threads greeter-async-std`; the same lines in
//! any order, because the tasks are spread over several threads. Source: A0,
//! P0.3.

use std::io::{self, Write};
use std::time::Duration;

use anyhow::Result;
use async_std::task;

pub fn run(second: Duration) -> Result<()> {
    let mut tasks = Vec::new();
    for name in ["Guido", "Luciano", "Kushal"] {
        tasks.push(task::spawn(greeter(name, second)));
    }
    task::block_on(async {
        for task in tasks {
            task.await?;
        }
        Ok(())
    })
}

async fn greeter(name: &str, second: Duration) -> io::Result<()> {
    writeln!(io::stdout(), "Hello {name}")?;
    // `std::thread::sleep`, made async.
    task::sleep(second).await;
    Ok(())
}
