//! Rayon computes eight Fibonacci numbers, on all cores.
//!
//! Without a number, the pool has a thread for each core. Rayon hands out a
//! list in pieces. Here each job should be a piece of its own: otherwise one
//! worker may get the last two jobs, and the others have nothing to do.
//!
//! Run:    just run 04-pool-map fib-rayon 30
//! Output: the same in every run
//! Source: A3

use anyhow::Result;
use instruments::Stopwatch;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

pub fn run(n: u32) -> Result<()> {
    let stopwatch = Stopwatch::start();
    let jobs: Vec<u64> = (1..=8).collect();
    let pool = ThreadPoolBuilder::new().build()?;
    let results: Vec<_> = pool.install(|| {
        jobs.par_iter().with_max_len(1).map(|&k| fib(n, k)).collect()
    });
    for (k, result) in jobs.iter().zip(results) {
        println!("fib({n}) x {k} = {result}");
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
