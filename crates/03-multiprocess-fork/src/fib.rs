//! Computes eight Fibonacci numbers at the same time, each in a process.
//!
//! What a child returns stays with the child, so each sends its result through
//! a pipe, as eight bytes. Processes compute on all cores, in Python too: each
//! has a GIL to itself.
//!
//! Run:    just run 03-multiprocess-fork fib 30
//! Output: the same in every run
//! Source: A3

use std::io::{self, Read, Write};

use anyhow::{Context, Result};
use instruments::Stopwatch;

use crate::child::{Child, exit_with};

pub fn run(n: u32) -> Result<()> {
    let stopwatch = Stopwatch::start();
    let mut children = Vec::new();
    for k in 1..=8 {
        let (receiver, mut sender) = io::pipe()?;
        // The closure takes `sender`, so the parent's copy of it is closed
        // when `fork` returns. It would keep the pipe open if the child died.
        let child = Child::fork(format!("process {k} of 8"), move || {
            exit_with(sender.write_all(&fib(n, k).to_ne_bytes()))
        })?;
        children.push((k, child, receiver));
    }
    for (k, child, mut receiver) in children {
        let mut answer = [0; 8];
        let outcome = receiver.read_exact(&mut answer);
        // How the child ended says more than that its answer is missing.
        child.wait()?;
        outcome.context("the child's answer was cut short")?;
        let result = u64::from_ne_bytes(answer);
        // A failed `println!` exits at once. `?` drops the other children,
        // which ends them.
        writeln!(io::stdout(), "fib({n}) x {k} = {result}")?;
    }
    stopwatch.report();
    Ok(())
}

/// The naive recursion, for the sequence that starts with 0 and `k`.
fn fib(n: u32, k: u64) -> u64 {
    match n {
        0 => 0,
        1 => k,
        _ => fib(n - 1, k) + fib(n - 2, k),
    }
}
