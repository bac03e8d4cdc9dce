//! Computes eight Fibonacci numbers at the same time, each in a process.
//!
//! `Process` and a `Pipe` of one's own: what a child returns stays with the
//! child, so it sends its result as eight bytes. Processes compute on as many
//! cores as there are, in Python too: each has a GIL to itself.
//!
//! Run with `just run 03-multiprocess-fork fib`, or with a larger number:
//! `just run 03-multiprocess-fork fib 40`; the same in every run. Source: A3.

use std::io::{self, Read, Write};

use anyhow::{Context, Result};

use crate::child::Child;
use crate::stopwatch::Stopwatch;

pub fn run(n: u32) -> Result<()> {
    let stopwatch = Stopwatch::start()?;
    let mut children = Vec::new();
    for k in 1..=8 {
        let (receiver, mut sender) = io::pipe()
            .with_context(|| format!("no pipe for process {k} of 8"))?;
        // The closure takes the sender along. Our copy is closed when `fork`
        // returns: as long as it lived, the pipe would not come to an end.
        let child = Child::fork(format!("process {k} of 8"), move || {
            sender.write_all(&fib(n, k).to_ne_bytes())
        })?;
        children.push((k, child, receiver));
    }
    for (k, child, mut receiver) in children {
        let mut answer = Vec::new();
        receiver.read_to_end(&mut answer)?;
        child.wait()?;
        let answer = answer.try_into().ok().context("half an answer")?;
        let result = u64::from_ne_bytes(answer);
        writeln!(io::stdout(), "fib({n}) x {k} = {result}")?;
    }
    stopwatch.report()
}

/// The naive recursion, for the sequence that starts with 0 and `k`.
fn fib(n: u32, k: u64) -> u64 {
    match n {
        0 => 0,
        1 => k,
        _ => fib(n - 1, k) + fib(n - 2, k),
    }
}
