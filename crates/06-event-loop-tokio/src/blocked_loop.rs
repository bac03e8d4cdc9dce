//! Computing in a task blocks the loop; computing in threads does not.
//!
//! A second task, the ticker, ticks every millisecond. While a task computes,
//! it does not tick once: there is no `await` between the first number and the
//! last, so the loop can't switch. `spawn_blocking`, `asyncio.to_thread` in
//! Python, computes in threads, and the loop goes on. Python's threads share
//! the GIL with the loop, but they hand it over every few milliseconds.
//!
//! Run:    just run 06-event-loop-tokio blocked-loop 30
//! Output: the same in every run
//! Source: A0, A3, A4, on computing in a task

use std::hint;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use tokio::task;

static TICKS: AtomicU64 = AtomicU64::new(0);

pub async fn run(n: u32) {
    let ticker = tokio::spawn(tick());
    while ticks() == 0 {
        task::yield_now().await;
    }

    let before = ticks();
    for k in 1..=8 {
        compute(n, k);
    }
    println!("ticks while the loop computed: {}", ticks() - before);

    let before = ticks();
    let mut handles = Vec::new();
    for k in 1..=8 {
        handles.push(task::spawn_blocking(move || compute_until_tick(n, k)));
    }
    for handle in handles {
        handle.await.unwrap();
    }
    let some = if ticks() > before { "some" } else { "none" };
    println!("ticks while threads computed: {some}");
    ticker.abort();
}

async fn tick() {
    loop {
        TICKS.fetch_add(1, Relaxed);
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

fn ticks() -> u64 {
    TICKS.load(Relaxed)
}

/// Computes once, and again until the loop has ticked meanwhile: a small number
/// is computed between two ticks. In the loop's thread, this would never end.
fn compute_until_tick(n: u32, k: u64) {
    let before = ticks();
    while ticks() == before {
        compute(n, k);
        // With a priority that others don't have, eight threads would keep
        // the loop's thread from all cores.
        thread::yield_now();
    }
}

fn compute(n: u32, k: u64) {
    // The compiler may leave out a computation whose result is not used.
    hint::black_box(fib(n, k));
}

/// The naive recursion, for the sequence that starts with 0 and `k`.
fn fib(n: u32, k: u64) -> u64 {
    match n {
        0 => 0,
        1 => k,
        _ => fib(n - 1, k) + fib(n - 2, k),
    }
}
