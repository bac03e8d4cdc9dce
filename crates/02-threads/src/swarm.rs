//! A thousand threads wait for a second, all at the same time.
//!
//! Each has a stack of 2 MiB, in Python of 8. That costs only addresses: memory
//! is what a thread has touched of it. A smaller stack would save next to
//! nothing; and should addresses run out, it would more often be within an
//! allocation, which aborts, and not where a thread is started, which says so.
//!
//! Run with `just run 02-threads swarm`, or with another number, up to 10000;
//! the same in every run. On stderr stands what it took: most of a thread's
//! memory is the kernel's. Source: A3, on what each model costs.

use std::io::{self, Write};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::meter::{self, Meter};

pub fn run(second: Duration, count: u32) -> Result<()> {
    let meter = Meter::start();
    let (waited, peak) = thread::scope(|scope| {
        let mut handles = Vec::new();
        for number in 1..=count {
            let handle = thread::Builder::new()
                .spawn_scoped(scope, move || wait(second))
                .with_context(|| {
                    format!("could not start thread {number} of {count}")
                })?;
            handles.push(handle);
        }
        let peak = meter::memory();
        let mut waited = 0;
        for handle in handles {
            handle.join().expect("waiting does not panic");
            waited += 1;
        }
        anyhow::Ok((waited, peak))
    })?;
    writeln!(io::stdout(), "{waited} waited")?;
    meter.report(count, second, peak)?;
    Ok(())
}

fn wait(second: Duration) {
    thread::sleep(second);
}
