//! Squares a list of numbers in one loop: the job that 04-pool-map shares out.
//!
//! Python's integers grow as they must; Rust's `i64` ends at 2^63 - 1, so
//! `main` takes no number whose square does not fit.
//!
//! Run with `just run 01-sequential-greeter squares`, or with numbers of your
//! own: `just run 01-sequential-greeter squares 7 -8`; the same in every run.
//! Source: A1, P1.3.

use std::io::{self, Write};

use anyhow::Result;

pub fn run(numbers: &[i64]) -> Result<()> {
    let squares: Vec<i64> = numbers.iter().map(|&n| square(n)).collect();
    writeln!(io::stdout(), "{squares:?}")?;
    Ok(())
}

fn square(number: i64) -> i64 {
    number * number
}
