//! Computes eight Fibonacci numbers at the same time, each in a thread.
//!
//! Threads compute on all cores, so the elapsed time is a fraction of the CPU
//! time (both on stderr). In Python the two are equal: the GIL lets one thread
//! at a time compute, and eight threads gain nothing.
//!
//! Run:    just run 02-threads fib 30
//! Output: the same in every run
//! Source: A3

use std::thread;

use instruments::Stopwatch;

pub fn run(n: u32) {
    let stopwatch = Stopwatch::start();
    thread::scope(|scope| {
        let mut handles = Vec::new();
        for k in 1..=8 {
            handles.push((k, scope.spawn(move || fib(n, k))));
        }
        for (k, handle) in handles {
            println!("fib({n}) x {k} = {}", handle.join().unwrap());
        }
    });
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
