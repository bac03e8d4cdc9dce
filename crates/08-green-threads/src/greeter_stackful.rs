//! Three greeters at the same time, in one thread, each on a stack of its own.
//!
//! `gevent.spawn(greeter, name)` is `scheduler.spawn`, `gevent.joinall` is
//! `scheduler.run`, `gevent.sleep` is `green.sleep`. The greeter looks like
//! blocking code, and no function is `async`. The price is a stack for each
//! green thread; an async task is a struct of the variables that it needs.
//!
//! Run:    just run 08-green-threads greeter-stackful
//! Output: the same in every run
//! Source: A3, on green threads; A0, P0.2

use std::io;
use std::time::Duration;

use crate::scheduler::{Green, Scheduler};

pub fn run(second: Duration) -> io::Result<()> {
    let mut scheduler = Scheduler::default();
    for name in ["Guido", "Luciano", "Kushal"] {
        scheduler.spawn(move |green| greeter(green, name, second))?;
    }
    scheduler.run();
    Ok(())
}

fn greeter(green: &Green<'_>, name: &str, second: Duration) {
    println!("Hello {name}");
    // This switches to another stack; `thread::sleep` would stop all three.
    green.sleep(second);
}
