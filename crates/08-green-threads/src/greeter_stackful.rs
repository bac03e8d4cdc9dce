//! Three greeters run at the same time in one thread, each on its own stack.
//!
//! `gevent.spawn(greeter, name)` is `scheduler.spawn`, `gevent.joinall` is
//! `scheduler.run`, `gevent.sleep` is `green.sleep`. The greeter looks like
//! blocking code, and no function here is `async`: the price is a stack for
//! each, where an `async fn` is a struct of just the variables it needs.
//!
//! Run with `just run 08-green-threads greeter-stackful`; the same in every
//! run. Source: A3 on green threads, with A0, P0.2.

use std::io::{self, Write};
use std::time::Duration;

use anyhow::Result;

use crate::scheduler::{Green, Scheduler};

pub fn run(second: Duration) -> Result<()> {
    let mut scheduler = Scheduler::default();
    for name in ["Guido", "Luciano", "Kushal"] {
        scheduler.spawn(move |green| greeter(green, name, second))?;
    }
    scheduler.run()
}

fn greeter(green: &Green<'_>, name: &str, second: Duration) -> io::Result<()> {
    writeln!(io::stdout(), "Hello {name}")?;
    // This switches to another stack; `thread::sleep` would stop all three.
    green.sleep(second);
    Ok(())
}
