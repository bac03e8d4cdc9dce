//! Five worker processes square a list of numbers: Python's `Pool(5).map`.
//!
//! Each worker gets the next number when it has answered the last one, and the
//! results are in the order of the input all the same. Python's `map` hands
//! out chunks. If a worker is killed, Python's `map` waits for ever; this one
//! fails.
//!
//! Run:    just run 04-pool-map squares-processes 1 2 3
//! Output: the same in every run
//! Source: A1, P1.3

use anyhow::Result;

use crate::pool;

pub fn run(numbers: &[i64]) -> Result<()> {
    let squares = pool::map(5, square, numbers)?;
    println!("{squares:?}");
    Ok(())
}

fn square(n: i64) -> i64 {
    n * n
}
