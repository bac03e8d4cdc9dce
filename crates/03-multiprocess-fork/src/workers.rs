//! Five workers start in order, and finish in the order of their sleeps.
//!
//! `multiprocessing.Process` is called like `threading.Thread`, but can't just
//! take its place: a worker that wrote to a variable would write to its own
//! copy. The parent's line comes first because every worker sleeps first;
//! nothing else makes sure of that.
//!
//! Run:    just run 03-multiprocess-fork workers 9 1 7 4 5
//! Output: the same in every run, for sleeps that differ
//! Source: A1, P1.2

use std::io::{self, Write};
use std::thread;
use std::time::Duration;

use anyhow::Result;

use crate::child::{Child, wait_all};

pub fn run(second: Duration, sleeps: Vec<u32>) -> Result<()> {
    let mut children = Vec::new();
    for (number, sleep) in sleeps.into_iter().enumerate() {
        let work = || worker(number, sleep, second);
        children.push(Child::fork(format!("worker {number}"), work)?);
    }
    // A failed `println!` exits at once. `?` drops the children: it ends them.
    writeln!(
        io::stdout(),
        "All Processes are queued, let's see when they finish!"
    )?;
    wait_all(children)
}

fn worker(number: usize, sleep: u32, second: Duration) {
    thread::sleep(sleep * second);
    println!("I am Worker {number}, I slept for {sleep} seconds");
}
