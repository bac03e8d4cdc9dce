//! Computes eight Fibonacci numbers, one after another, on one core.
//!
//! The naive recursion is *the* job that only computes: elapsed time and CPU
//! time, both on stderr, are the same. The eight sequences start with 0 and 1,
//! with 0 and 2, and so on: eight jobs of equal size, of which no compiler
//! makes one. Python's integers grow; here n ends at 45, far below 2^64.
//!
//! Run with `just run 01-sequential-greeter fib`, or with a larger number:
//! `just run 01-sequential-greeter fib 40`; the same in every run. Source: A3.

use std::io::{self, Write};

use anyhow::Result;

use crate::stopwatch::Stopwatch;

pub fn run(n: u32) -> Result<()> {
    let stopwatch = Stopwatch::start()?;
    for k in 1..=8 {
        let result = fib(n, k);
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
