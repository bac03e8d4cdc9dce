//! A thousand threads wait for a second, all at the same time.
//!
//! Each has a stack of 2 MiB, in Python of 8. Both are addresses only: memory
//! is what a thread has touched of them, and most of a thread's memory is the
//! kernel's. Time and memory are printed on stderr.
//!
//! `scope.spawn` panics where the system has no thread left. `Builder` returns
//! an error, which can say how many there were.
//!
//! Run:    just run 02-threads swarm 1000
//! Output: the same in every run
//! Source: A3, on what each model costs

use std::thread::{self, Builder};
use std::time::Duration;

use anyhow::{Context, Result};
use instruments::Meter;

pub fn run(second: Duration, count: u32) -> Result<()> {
    let meter = Meter::of_threads();
    let mut threads = Vec::new();
    for number in 1..=count {
        let thread =
            Builder::new().spawn(move || wait(second)).with_context(|| {
                format!("could not start thread {number} of {count}")
            })?;
        threads.push(thread);
    }
    let peak = meter.memory_now();
    let mut waited = 0;
    for thread in threads {
        thread.join().unwrap();
        waited += 1;
    }
    println!("{waited} waited");
    meter.report(count, second, peak);
    Ok(())
}

fn wait(second: Duration) {
    thread::sleep(second);
}
