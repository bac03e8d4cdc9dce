//! A hundred processes wait for a second, all at the same time.
//!
//! Each process has its own page tables, a stack in the kernel, and a copy of
//! every page that it has written to. Python's children write to nearly all of
//! their pages, because counting a reference is writing. Time and memory are
//! printed on stderr.
//!
//! Run:    just run 03-multiprocess-fork swarm 100
//! Output: the same in every run
//! Source: A3, on what each model costs

use std::thread;
use std::time::Duration;

use anyhow::Result;
use instruments::Meter;

use crate::child::Child;

pub fn run(second: Duration, count: u32) -> Result<()> {
    let meter = Meter::of_processes();
    let mut children = Vec::new();
    for number in 1..=count {
        let name = format!("process {number} of {count}");
        children.push(Child::fork(name, || wait(second))?);
    }
    let peak = meter.memory_now();
    let mut waited = 0;
    for child in children {
        child.wait()?;
        waited += 1;
    }
    println!("{waited} waited");
    meter.report(count, second, peak);
    Ok(())
}

fn wait(second: Duration) {
    thread::sleep(second);
}
