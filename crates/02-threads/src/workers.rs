//! Five workers start in order and finish in the order of their sleeps.
//!
//! `threading.Thread` is a thread of the scope here, and Python's wait at exit
//! is the scope's end. A worker's error comes back through `join`; Python
//! would print a traceback and exit with 0.
//!
//! Run with `just run 02-threads workers`, or replay the article's own run:
//! `just run 02-threads workers 9 1 7 4 5`. With sleeps given, the output is
//! the same in every run; without, the five sleeps are random.
//! Source: A1, P1.1.

use std::io::{self, Write};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

pub fn run(second: Duration, mut sleeps: Vec<u32>) -> Result<()> {
    if sleeps.is_empty() {
        sleeps = (0..5).map(|_| fastrand::u32(1..=9)).collect();
    }
    thread::scope(|scope| {
        let mut handles = Vec::new();
        for (number, sleep) in sleeps.into_iter().enumerate() {
            let handle = thread::Builder::new()
                .name(format!("worker {number}"))
                .spawn_scoped(scope, move || worker(number, sleep, second))
                .with_context(|| format!("could not start worker {number}"))?;
            handles.push(handle);
        }
        // Starting a thread does not wait for it, so this line comes first.
        writeln!(
            io::stdout(),
            "All Threads are queued, let's see when they finish!"
        )?;
        for handle in handles {
            handle.join().expect("a worker does not panic")?;
        }
        Ok(())
    })
}

fn worker(number: usize, sleep: u32, second: Duration) -> io::Result<()> {
    thread::sleep(sleep * second);
    writeln!(io::stdout(), "I am Worker {number}, I slept for {sleep} seconds")
}
