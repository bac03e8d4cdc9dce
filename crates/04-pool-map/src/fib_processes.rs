//! A pool of processes computes eight Fibonacci numbers: Python's `Pool().map`.
//!
//! `Pool()` has as many workers as there are cores, and so has this. In Python
//! it is the way to use several cores at all. The CPU time counts that of the
//! workers, too, once they have been waited for.
//!
//! Run with `just run 04-pool-map fib-processes`, or with a larger number:
//! `just run 04-pool-map fib-processes 40`; the same in every run.
//! Source: A3.

use std::io::{self, Write};
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result};

use crate::stopwatch::Stopwatch;
use crate::worker::Worker;

pub fn run(n: u32) -> Result<()> {
    let stopwatch = Stopwatch::start()?;
    let jobs: Vec<i64> = (1..=8).collect();
    let results = map(|k| fib(n, k), &jobs)?;
    for (k, result) in jobs.iter().zip(results) {
        writeln!(io::stdout(), "fib({n}) x {k} = {result}")?;
    }
    stopwatch.report()
}

fn map(job: impl Fn(i64) -> i64, numbers: &[i64]) -> Result<Vec<i64>> {
    // Every fork comes before the first thread; see `Worker::fork`.
    let workers = thread::available_parallelism()?.get().min(8);
    let workers: Vec<Worker> = (0..workers)
        .map(|number| Worker::fork(number, &job))
        .collect::<Result<_>>()?;

    let mut results = vec![0; numbers.len()];
    // Whoever takes a number also takes the one place for its result, so no
    // two threads can ever write to the same place.
    let jobs = Mutex::new(numbers.iter().zip(&mut results));
    // In a closure, because `while let` would hold the lock during its body.
    let next = || jobs.lock().expect("taking a job can't panic").next();
    thread::scope(|scope| {
        let mut feeders = Vec::new();
        for mut worker in workers {
            let feed = move || -> Result<()> {
                while let Some((&number, result)) = next() {
                    *result = worker.ask(number)?;
                }
                Ok(())
            };
            let feeder = thread::Builder::new().spawn_scoped(scope, feed);
            feeders.push(feeder.context("could not start a feeder")?);
        }
        for feeder in feeders {
            feeder.join().expect("a feeder does not panic")?;
        }
        Ok::<_, anyhow::Error>(())
    })?;
    Ok(results)
}

/// The naive recursion, for the sequence that starts with 0 and `k`.
fn fib(n: u32, k: i64) -> i64 {
    match n {
        0 => 0,
        1 => k,
        _ => fib(n - 1, k) + fib(n - 2, k),
    }
}
