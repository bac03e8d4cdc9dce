//! Computes eight Fibonacci numbers by jobs of the executor.
//!
//! `executor.submit(fib, n, k)` is `executor.submit(move || fib(n, k))`, and
//! the results are asked for in order, whichever is there first. The executor
//! has a thread for each core. In Python those share one GIL, and elapsed time
//! is CPU time; here it is a fraction of it. Both stand on stderr.
//!
//! Run with `just run 05-futures-executor fib`, or with a larger number: `just
//! run 05-futures-executor fib 40`; the same in every run. Source: A3.

use std::io::{self, Write};
use std::thread;

use anyhow::Result;

use crate::executor::Executor;
use crate::stopwatch::Stopwatch;

pub fn run(n: u32) -> Result<()> {
    let stopwatch = Stopwatch::start()?;
    let workers = thread::available_parallelism()?.get().min(8);
    let executor = Executor::new(workers)?;
    let mut futures = Vec::new();
    for k in 1..=8 {
        futures.push((k, executor.submit(move || fib(n, k))));
    }
    for (k, future) in futures {
        let result = future.result()?;
        writeln!(io::stdout(), "fib({n}) x {k} = {result}")?;
    }
    stopwatch.report()
}

/// The naive recursion, for the sequence that starts with 0 and `k`.
fn fib(n: u32, k: u64) -> u64 {
    match n {
        0 => 0,
        1 => k,
        _ => fib(n - 1, k) + fib(n - 2, k),
    }
}
