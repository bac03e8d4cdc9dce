//! Rayon computes eight Fibonacci numbers, on as many cores as there are.
//!
//! The loop of 01-sequential-greeter with one word changed. Rayon hands out
//! long lists in pieces; with eight jobs, each should be a piece of its own,
//! or one worker may get the last two while the others have nothing to do.
//!
//! Run with `just run 04-pool-map fib-rayon`, or with a larger number: `just
//! run 04-pool-map fib-rayon 40`; the same in every run. Source: A3.

use std::io::{self, Write};
use std::thread;

use anyhow::{Context, Result};
use rayon::prelude::*;
use rayon::{ThreadBuilder, ThreadPoolBuilder};

use crate::stopwatch::Stopwatch;

pub fn run(n: u32) -> Result<()> {
    let stopwatch = Stopwatch::start()?;
    let jobs: Vec<u64> = (1..=8).collect();
    let workers = thread::available_parallelism()?.get().min(8);
    let results: Vec<u64> = ThreadPoolBuilder::new()
        .num_threads(workers)
        .build_scoped(ThreadBuilder::run, |pool| {
            let jobs = jobs.par_iter().with_max_len(1);
            pool.install(|| jobs.map(|&k| fib(n, k)).collect())
        })
        .with_context(|| format!("could not start {workers} workers"))?;
    for (k, result) in jobs.iter().zip(results) {
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
