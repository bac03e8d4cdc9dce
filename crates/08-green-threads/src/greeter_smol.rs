//! Three greeters run at the same time in one thread, as smol's tasks.
//!
//! Compare with `greeter_stackful`: here `async` and `await` mark each place
//! where a task may be switched, and no stack is needed. Python's asyncio is
//! such a loop as well. Drop a handle of smol's, and its task is cancelled;
//! tokio and asyncio would let it run.
//!
//! Run with `just run 08-green-threads greeter-smol`; the same in every run.
//! Source: A0, P0.3.

use std::io::{self, Write};
use std::time::Duration;

use anyhow::Result;
use smol::{LocalExecutor, Timer};

pub fn run(second: Duration) -> Result<()> {
    // `smol::spawn` would use a global executor with threads of its own.
    let executor = LocalExecutor::new();
    let mut tasks = Vec::new();
    for name in ["Guido", "Luciano", "Kushal"] {
        tasks.push(executor.spawn(greeter(name, second)));
    }
    smol::block_on(executor.run(async {
        for task in tasks {
            task.await?;
        }
        Ok(())
    }))
}

async fn greeter(name: &str, second: Duration) -> io::Result<()> {
    writeln!(io::stdout(), "Hello {name}")?;
    Timer::after(second).await;
    Ok(())
}
