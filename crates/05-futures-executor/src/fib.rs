//! Computes eight Fibonacci numbers at the same time, each in a job.
//!
//! `executor.submit(fib, n, k)` is `executor.submit(move || fib(n, k))`. The
//! executor has a thread for each core, so the elapsed time is a fraction of
//! the CPU time (both on stderr). In Python the two are equal: the GIL lets one
//! thread at a time compute.
//!
//! Run:    just run 05-futures-executor fib 30
//! Output: the same in every run
//! Source: A3

use std::thread;

use anyhow::Result;
use instruments::Stopwatch;

use crate::executor::Executor;

pub fn run(n: u32) -> Result<()> {
    let stopwatch = Stopwatch::start();
    let workers = thread::available_parallelism()?.get().min(8);
    let executor = Executor::new(workers)?;
    let mut futures = Vec::new();
    for k in 1..=8 {
        futures.push((k, executor.submit(move || fib(n, k))));
    }
    for (k, future) in futures {
        println!("fib({n}) x {k} = {}", future.result()?);
    }
    stopwatch.report();
    Ok(())
}

/// The naive recursion, for the sequence that starts with 0 and `k`.
fn fib(n: u32, k: u64) -> u64 {
    match n {
        0 => 0,
        1 => k,
        _ => fib(n - 1, k) + fib(n - 2, k),
    }
}
