//! Five worker processes square a list of numbers: Python's `Pool(5).map`.
//!
//! Each worker gets the next number when it has answered the last one, and the
//! results stand in the order of the input all the same. Python's `map` hands
//! out chunks; with three quick jobs, one of its workers may do all three. If
//! a worker is killed, Python's `map` waits for ever; this one says so.
//!
//! Run with `just run 04-pool-map squares-processes 1 2 3`; the same in every
//! run. Source: A1, P1.3.

use std::io::{self, Write};
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result};

use crate::worker::Worker;

pub fn run(numbers: &[i64]) -> Result<()> {
    let squares = map(square, numbers)?;
    writeln!(io::stdout(), "{squares:?}")?;
    Ok(())
}

fn map(job: fn(i64) -> i64, numbers: &[i64]) -> Result<Vec<i64>> {
    // Every fork comes before the first thread; see `Worker::fork`.
    let workers: Vec<Worker> = (0..5)
        .map(|number| Worker::fork(number, job))
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

fn square(number: i64) -> i64 {
    number * number
}
