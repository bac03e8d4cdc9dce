//! A pool of processes computes eight Fibonacci numbers: Python's `Pool().map`.
//!
//! There are as many workers as cores. In Python, processes are the way to use
//! several cores at all. The CPU time, on stderr, includes that of the workers,
//! because they have been waited for.
//!
//! Run:    just run 04-pool-map fib-processes 30
//! Output: the same in every run
//! Source: A3

use std::thread;

use anyhow::Result;
use instruments::Stopwatch;

use crate::pool;

pub fn run(n: u32) -> Result<()> {
    let stopwatch = Stopwatch::start();
    let jobs: Vec<i64> = (1..=8).collect();
    let workers = thread::available_parallelism()?.get();
    let results = pool::map(workers, |k| fib(n, k), &jobs)?;
    for (k, result) in jobs.iter().zip(results) {
        println!("fib({n}) x {k} = {result}");
    }
    stopwatch.report();
    Ok(())
}

/// The naive recursion, for the sequence that starts with 0 and `k`.
fn fib(n: u32, k: i64) -> i64 {
    match n {
        0 => 0,
        1 => k,
        _ => fib(n - 1, k) + fib(n - 2, k),
    }
}
