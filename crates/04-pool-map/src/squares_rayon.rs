//! Rayon squares a list of numbers in parallel: a loop with one word changed.
//!
//! `pool.map(square, numbers)` is `numbers.par_iter().map(square)`. Rayon's
//! workers are threads, which in Python would share one GIL; in Rust threads
//! are all a pool needs, and nothing has to be pickled.
//!
//! Run with `just run 04-pool-map squares-rayon 1 2 3`; the same in every run.
//! Source: A1, P1.3.

use std::io::{self, Write};

use anyhow::{Context, Result};
use rayon::prelude::*;
use rayon::{ThreadBuilder, ThreadPoolBuilder};

pub fn run(numbers: &[i64]) -> Result<()> {
    // Rayon's global pool would do, and live on until the process ends. This
    // one is gone after the closure, like Python's `with Pool(5) as pool:`.
    let squares: Vec<i64> = ThreadPoolBuilder::new()
        .num_threads(5)
        .build_scoped(ThreadBuilder::run, |pool| {
            pool.install(|| numbers.par_iter().map(|&n| square(n)).collect())
        })
        .context("could not start five workers")?;
    writeln!(io::stdout(), "{squares:?}")?;
    Ok(())
}

fn square(number: i64) -> i64 {
    number * number
}
