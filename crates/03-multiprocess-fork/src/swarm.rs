//! A hundred processes wait for a second, all at the same time.
//!
//! `Process(target=wait, args=(second,))` is `Child::fork`. Each child is a
//! process with tables of pages, a stack in the kernel, and its own copy of
//! every page that it has written to. Python's write to nearly all of theirs:
//! counting a reference is writing.
//!
//! Run with `just run 03-multiprocess-fork swarm`, or with another number, up
//! to 256; the same in every run. On stderr stands what it took.
//! Source: A3, on what each model costs.

use std::io::{self, Write};
use std::thread;
use std::time::Duration;

use anyhow::Result;

use crate::child::Child;
use crate::meter::{self, Meter};

pub fn run(second: Duration, count: u32) -> Result<()> {
    let meter = Meter::start();
    let mut children = Vec::new();
    for number in 1..=count {
        // If this fork fails, dropping `children` ends the ones before.
        let child =
            Child::fork(format!("process {number} of {count}"), || {
                wait(second)
            })?;
        children.push(child);
    }
    let peak = meter::memory();
    let mut waited = 0;
    for child in children {
        child.wait()?;
        waited += 1;
    }
    writeln!(io::stdout(), "{waited} waited")?;
    meter.report(count, second, peak)?;
    Ok(())
}

fn wait(second: Duration) -> io::Result<()> {
    thread::sleep(second);
    Ok(())
}
