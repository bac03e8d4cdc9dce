//! Five plain threads square a list of numbers and send back the results.
//!
//! A bare pool has `execute` and nothing else, so this is what `Pool.map` does
//! for you: number the jobs, collect the results as they come, put them back
//! into the order of the input, and notice if one is missing.
//!
//! Run with `just run 04-pool-map squares-threadpool 1 2 3`; the same in every
//! run. Source: A1, P1.3.

use std::io::{self, Write};
use std::sync::mpsc;

use anyhow::{Result, ensure};
use threadpool::ThreadPool;

pub fn run(numbers: &[i64]) -> Result<()> {
    let pool = ThreadPool::new(5);
    let (sender, receiver) = mpsc::channel();
    for (index, &number) in numbers.iter().enumerate() {
        let sender = sender.clone();
        pool.execute(move || {
            let result = (index, square(number));
            sender.send(result).expect("the receiver waits for every job");
        });
    }
    // The last sender must be a job's, or the receiver would wait for us.
    drop(sender);

    let mut squares: Vec<_> = receiver.iter().collect();
    // A job that panics sends nothing, and nobody else would miss it.
    let missing = numbers.len() - squares.len();
    ensure!(missing == 0, "{missing} of {} jobs failed", numbers.len());
    squares.sort_unstable();
    let squares: Vec<_> = squares.into_iter().map(|(_, n)| n).collect();
    writeln!(io::stdout(), "{squares:?}")?;
    Ok(())
}

fn square(number: i64) -> i64 {
    number * number
}
