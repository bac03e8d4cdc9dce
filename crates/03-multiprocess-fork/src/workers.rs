//! Five processes start in order and finish in the order of their sleeps.
//!
//! `multiprocessing.Process` looks like `threading.Thread`, and is no drop-in
//! for it: a worker that wrote to a variable would write to its own copy. The
//! random sleeps are drawn before the fork for the same reason: each child
//! would inherit one and the same state of the generator.
//!
//! Run with `just run 03-multiprocess-fork workers`, or replay the article's
//! own run: `just run 03-multiprocess-fork workers 9 1 7 4 5`. With sleeps
//! given, the output is the same in every run. Source: A1, P1.2.

use std::io::{self, Write};
use std::thread;
use std::time::Duration;

use anyhow::Result;

use crate::child::{Child, wait_all};

pub fn run(second: Duration, mut sleeps: Vec<u32>) -> Result<()> {
    if sleeps.is_empty() {
        sleeps = (0..5).map(|_| fastrand::u32(1..=9)).collect();
    }
    let mut children = Vec::new();
    for (number, sleep) in sleeps.into_iter().enumerate() {
        let child = Child::fork(format!("worker {number}"), || {
            worker(number, sleep, second)
        })?;
        children.push(child);
    }
    // Starting a process does not wait for it, so this line comes first.
    writeln!(
        io::stdout(),
        "All Processes are queued, let's see when they finish!"
    )?;
    // By number, not by who ends first: every child is waited for in any case.
    wait_all(children)
}

fn worker(number: usize, sleep: u32, second: Duration) -> io::Result<()> {
    thread::sleep(sleep * second);
    writeln!(io::stdout(), "I am Worker {number}, I slept for {sleep} seconds")
}
