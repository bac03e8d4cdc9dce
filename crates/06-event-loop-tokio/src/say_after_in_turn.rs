//! Two sleeps, awaited one after the other: 1 + 2 = 3 seconds.
//!
//! An `await` waits for the end, so the second call is not even made before the
//! first has returned.
//!
//! The clock of tokio's `sleep` starts when it is called, not when it is
//! awaited. In an `async fn`, as here, it is called at the `await`, so both
//! clocks start where Python's do.
//!
//! Run:    just run 06-event-loop-tokio say-after-in-turn
//! Output: the same in every run, but for the clock times
//! Source: A4, P4.2

use std::time::Duration;

use chrono::Local;

pub async fn run(second: Duration) {
    println!("started at {}", Local::now().format("%X"));

    say_after(second, "hello").await;
    say_after(2 * second, "world").await;

    println!("finished at {}", Local::now().format("%X"));
}

async fn say_after(delay: Duration, what: &str) {
    tokio::time::sleep(delay).await;
    println!("{what}");
}
