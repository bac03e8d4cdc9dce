//! A pool of plain threads computes eight Fibonacci numbers.
//!
//! The default pool has a thread for each core: with more, they would only take
//! turns. The results arrive in any order, and are sorted by the number of
//! their job.
//!
//! Run:    just run 04-pool-map fib-threadpool 30
//! Output: the same in every run
//! Source: A3

use std::sync::mpsc;

use instruments::Stopwatch;
use threadpool::ThreadPool;

pub fn run(n: u32) {
    let stopwatch = Stopwatch::start();
    let pool = ThreadPool::default();
    let (sender, receiver) = mpsc::channel();
    for k in 1..=8 {
        let sender = sender.clone();
        pool.execute(move || {
            let result = (k, fib(n, k));
            sender.send(result).expect("the receiver waits for every job");
        });
    }
    // Each job has a sender now. `recv` fails if all of them are gone.
    drop(sender);
    let mut results = Vec::new();
    for _ in 1..=8 {
        // A job that panicked sends nothing, and is noticed here.
        results.push(receiver.recv().unwrap());
    }
    results.sort();
    for (k, result) in results {
        println!("fib({n}) x {k} = {result}");
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
