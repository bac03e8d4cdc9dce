//! A thousand green threads wait for a second, each on a stack of its own.
//!
//! `gevent.spawn(wait)` is `scheduler.spawn`. A stack takes at least one page
//! of memory, 4 KiB, however little is on it. Below it is a guard page, which
//! takes no memory, only a place in the system's list of mappings. The length
//! of that list is the limit: with the usual one, about 32,700 stacks.
//! Time and memory are printed on stderr.
//!
//! Run:    just run 08-green-threads swarm-stackful 1000
//! Output: the same in every run
//! Source: A3, on green threads, and on what each model costs

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use anyhow::{Context, Result};
use instruments::Meter;

use crate::scheduler::{Green, Scheduler};

pub fn run(second: Duration, count: u32) -> Result<()> {
    let meter = Meter::of_tasks();
    let mut scheduler = Scheduler::default();
    let waited = Rc::new(Cell::new(0));
    for number in 1..=count {
        let waited = Rc::clone(&waited);
        let work = move |green: &Green<'_>| {
            wait(green, second);
            waited.set(waited.get() + 1);
        };
        scheduler.spawn(work).with_context(|| {
            format!(
                "could not start green thread {number} of {count} (each takes \
                 two of the mappings that vm.max_map_count allows)"
            )
        })?;
    }
    let peak = Rc::new(Cell::new(None));
    let measured = Rc::clone(&peak);
    // Green threads start in order: when this one does, all the others wait.
    scheduler.spawn(move |_| measured.set(meter.memory_now()))?;
    scheduler.run();
    println!("{} waited", waited.get());
    meter.report(count, second, peak.get());
    Ok(())
}

fn wait(green: &Green<'_>, second: Duration) {
    green.sleep(second);
}
