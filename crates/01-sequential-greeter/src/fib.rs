//! Computes eight Fibonacci numbers, one after another, on one core.
//!
//! The naive recursion only computes, and never waits: elapsed time and CPU
//! time, on stderr, are the same. Each job has a sequence of its own, which
//! starts with 0 and `k`, so that no compiler can merge them.
//!
//! Run:    just run 01-sequential-greeter fib 30
//! Output: the same in every run
//! Source: A3

use instruments::Stopwatch;

pub fn run(n: u32) {
    let stopwatch = Stopwatch::start();
    for k in 1..=8 {
        println!("fib({n}) x {k} = {}", fib(n, k));
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
