//! A thousand green threads wait for a second, each on a stack of its own.
//!
//! `gevent.spawn(wait)` is `scheduler.spawn`. A stack is at least one page of
//! memory, 4 KiB, however little stands on it, and a guard page below, which
//! costs nothing but a place in the system's list of mappings. That list is
//! where it ends: at its usual length about 32,700 stacks fit in.
//!
//! Run with `just run 08-green-threads swarm-stackful`, or with another
//! number; the same in every run. On stderr stands what it took.
//! Source: A3, on green threads, and on what each model costs.

use std::cell::Cell;
use std::io::{self, Write};
use std::rc::Rc;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::meter::{self, Meter};
use crate::scheduler::{Green, Scheduler};

pub fn run(second: Duration, count: u32) -> Result<()> {
    let meter = Meter::start();
    let mut scheduler = Scheduler::default();
    let waited = Rc::new(Cell::new(0));
    for _ in 0..count {
        let waited = Rc::clone(&waited);
        let work = move |green: &Green<'_>| {
            wait(green, second);
            waited.set(waited.get() + 1);
            Ok(())
        };
        scheduler.spawn(work).context(
            "a stack takes two of the mappings that vm.max_map_count allows",
        )?;
    }
    // Who is spawned first runs first: when this one does, all others wait.
    let peak = Rc::new(Cell::new(None));
    let measured = Rc::clone(&peak);
    scheduler.spawn(move |_| {
        measured.set(meter::memory());
        Ok(())
    })?;
    scheduler.run()?;
    writeln!(io::stdout(), "{} waited", waited.get())?;
    meter.report(count, second, peak.get())?;
    Ok(())
}

fn wait(green: &Green<'_>, second: Duration) {
    green.sleep(second);
}
