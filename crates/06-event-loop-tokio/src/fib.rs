//! Eight Fibonacci numbers block the loop; computed in threads, they don't.
//!
//! A second task, the ticker, shows it. While the numbers are computed in a
//! task, it does not tick once: there is no `await` between the first and the
//! last, so nobody else gets a turn. `spawn_blocking`, `asyncio.to_thread` in
//! Python, hands each job to a thread, and the loop goes on. Python's threads
//! share one GIL with the loop, which then at least gets its turns.
//!
//! Run with `just run 06-event-loop-tokio fib`, or with a larger number: `just
//! run 06-event-loop-tokio fib 40`; the same in every run. Source: A3, and the
//! claims A0, A4 (tasks switch only where they await).

use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use anyhow::Result;
use tokio::{task, time};

pub async fn run(n: u32) -> Result<()> {
    let ticker = tokio::spawn(tick());
    while TICKS.load(Relaxed) == 0 {
        task::yield_now().await;
    }

    let before = TICKS.load(Relaxed);
    let results: Vec<_> = (1..=8).map(|k| (k, fib(n, k))).collect();
    let ticks = TICKS.load(Relaxed) - before;
    for (k, result) in results {
        writeln!(io::stdout(), "fib({n}) x {k} = {result}")?;
    }
    writeln!(io::stdout(), "ticks while the loop computed: {ticks}")?;

    let before = TICKS.load(Relaxed);
    let tasks: Vec<_> = (1..=8)
        .map(|k| task::spawn_blocking(move || fib_and_a_tick(n, k)))
        .collect();
    for task in tasks {
        task.await.expect("computing does not panic");
    }
    let ticks = TICKS.load(Relaxed) - before;
    let ticks = if ticks > 0 { "some" } else { "none" };
    writeln!(io::stdout(), "ticks while threads computed: {ticks}")?;
    ticker.abort();
    Ok(())
}

static TICKS: AtomicU64 = AtomicU64::new(0);

async fn tick() {
    loop {
        TICKS.fetch_add(1, Relaxed);
        time::sleep(Duration::from_millis(1)).await;
    }
}

/// Computes, again if need be, until the loop has ticked meanwhile: a small
/// number may be done too soon. In the loop's thread this would never end.
fn fib_and_a_tick(n: u32, k: u64) -> u64 {
    let before = TICKS.load(Relaxed);
    loop {
        let result = fib(n, k);
        if TICKS.load(Relaxed) > before {
            return result;
        }
    }
}

/// The naive recursion, for the sequence that starts with 0 and `k`.
fn fib(n: u32, k: u64) -> u64 {
    match n {
        0 => 0,
        1 => k,
        _ => fib(n - 1, k) + fib(n - 2, k),
    }
}
