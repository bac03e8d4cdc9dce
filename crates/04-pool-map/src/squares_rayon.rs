//! Rayon squares a list of numbers in parallel: a loop with one word changed.
//!
//! `Pool(5)` is a `ThreadPoolBuilder`, and `pool.map(square, numbers)` is
//! `numbers.par_iter().map(square)`. Rayon's workers are threads. In Python
//! threads would share one GIL; in Rust they compute on all cores, and nothing
//! has to be pickled.
//!
//! Run:    just run 04-pool-map squares-rayon 1 2 3
//! Output: the same in every run
//! Source: A1, P1.3

use anyhow::Result;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

pub fn run(numbers: &[i64]) -> Result<()> {
    let pool = ThreadPoolBuilder::new().num_threads(5).build()?;
    let squares: Vec<_> =
        pool.install(|| numbers.par_iter().map(|&n| square(n)).collect());
    println!("{squares:?}");
    Ok(())
}

fn square(n: i64) -> i64 {
    n * n
}
