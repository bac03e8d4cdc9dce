//! Computes eight Fibonacci numbers at the same time, each in a thread.
//!
//! Threads compute on as many cores as there are, so the clock shows a fraction
//! of the CPU time (both stand on stderr). In Python it shows all of it: the
//! GIL lets one thread at a time compute, and they gain nothing.
//!
//! Run with `just run 02-threads fib`, or with a larger number: `just run
//! 02-threads fib 40`; the same in every run. Source: A3.

use std::io::{self, Write};
use std::thread;

use anyhow::{Context, Result};

use crate::stopwatch::Stopwatch;

pub fn run(n: u32) -> Result<()> {
    let stopwatch = Stopwatch::start()?;
    thread::scope(|scope| {
        let mut handles = Vec::new();
        for k in 1..=8 {
            let handle = thread::Builder::new()
                .spawn_scoped(scope, move || fib(n, k))
                .with_context(|| format!("could not start thread {k} of 8"))?;
            handles.push((k, handle));
        }
        for (k, handle) in handles {
            let result = handle.join().expect("computing does not panic");
            writeln!(io::stdout(), "fib({n}) x {k} = {result}")?;
        }
        anyhow::Ok(())
    })?;
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
