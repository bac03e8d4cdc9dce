//! A pool of plain threads computes eight Fibonacci numbers.
//!
//! As many threads as there are cores: more would only take turns. The results
//! come in any order, and are sorted by the number of their job.
//!
//! Run with `just run 04-pool-map fib-threadpool`, or with a larger number:
//! `just run 04-pool-map fib-threadpool 40`; the same in every run.
//! Source: A3.

use std::io::{self, Write};
use std::sync::mpsc;
use std::thread;

use anyhow::{Result, ensure};
use threadpool::ThreadPool;

use crate::stopwatch::Stopwatch;

pub fn run(n: u32) -> Result<()> {
    let stopwatch = Stopwatch::start()?;
    let pool = ThreadPool::new(thread::available_parallelism()?.get().min(8));
    let (sender, receiver) = mpsc::channel();
    for k in 1..=8 {
        let sender = sender.clone();
        pool.execute(move || {
            let result = (k, fib(n, k));
            sender.send(result).expect("the receiver waits for every job");
        });
    }
    // The last sender must be a job's, or the receiver would wait for us.
    drop(sender);

    let mut results: Vec<_> = receiver.iter().collect();
    // A job that panics sends nothing, and nobody else would miss it.
    let missing = 8 - results.len();
    ensure!(missing == 0, "{missing} of 8 jobs failed");
    results.sort_unstable();
    for (k, result) in results {
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
