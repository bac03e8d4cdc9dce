//! Computes eight Fibonacci numbers at the same time, in threads off the loop.
//!
//! `asyncio.to_thread(fib, n, k)` is `spawn_blocking`: a thread computes, and
//! the loop can run other tasks meanwhile. The threads compute on all cores, so
//! the elapsed time is a fraction of the CPU time (both on stderr). In Python
//! the two are equal, because of the GIL.
//!
//! Run:    just run 06-event-loop-tokio fib 30
//! Output: the same in every run
//! Source: A3

use instruments::Stopwatch;
use tokio::task;

pub async fn run(n: u32) {
    let stopwatch = Stopwatch::start();
    let mut handles = Vec::new();
    for k in 1..=8 {
        handles.push((k, task::spawn_blocking(move || fib(n, k))));
    }
    for (k, handle) in handles {
        println!("fib({n}) x {k} = {}", handle.await.unwrap());
    }
    stopwatch.report();
}

/// The naive recursion, for the sequence that starts with 0 and `k`.
fn fib(n: u32, k: u64) -> u64 {
    match n {
        0 => 0,
        1 => k,
        _ => fib(n - 1, k) + fib(n - 2, k),
    }
}
