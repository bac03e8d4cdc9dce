//! Two sleepers, awaited one after the other: 1 + 2 = 3 seconds.
//!
//! An `await` waits for the end, so the second call is not even made before
//! the first has returned. Beware of tokio's bare `sleep`: its clock starts
//! when it is created, not when it is awaited; an `async fn` around it, as
//! here, starts it at the `await`, as Python does.
//!
//! Run with `just run 06-event-loop-tokio say-after-in-turn`; the same in
//! every run but for the clock times. Source: A4, P4.2.

use std::io::{self, Write};
use std::time::Duration;

use anyhow::Result;
use chrono::Local;
use tokio::time;

pub async fn run(second: Duration) -> Result<()> {
    writeln!(io::stdout(), "started at {}", Local::now().format("%X"))?;

    say_after(second, "hello").await?;
    say_after(2 * second, "world").await?;

    writeln!(io::stdout(), "finished at {}", Local::now().format("%X"))?;
    Ok(())
}

async fn say_after(delay: Duration, what: &str) -> io::Result<()> {
    time::sleep(delay).await;
    writeln!(io::stdout(), "{what}")
}
