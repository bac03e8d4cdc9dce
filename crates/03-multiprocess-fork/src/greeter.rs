//! Three greeters run at the same time, each in a process of its own.
//!
//! `Process(target=greeter, args=(name,))` and `start()` are `Child::fork`,
//! `join()` is `wait_all`. The closure borrows `name` freely: the child has a
//! copy of everything, so nothing is shared that could be used twice.
//!
//! Run with `just run 03-multiprocess-fork greeter`; the same lines in any
//! order. Source: A0, P0.2, with processes in place of threads.

use std::io::{self, Write};
use std::thread;
use std::time::Duration;

use anyhow::Result;

use crate::child::{Child, wait_all};

pub fn run(second: Duration) -> Result<()> {
    let mut children = Vec::new();
    for (number, name) in ["Guido", "Luciano", "Kushal"].iter().enumerate() {
        // If the third fork fails, dropping `children` ends the first two.
        let child = Child::fork(format!("greeter {number} ({name})"), || {
            greeter(name, second)
        })?;
        children.push(child);
    }
    wait_all(children)
}

fn greeter(name: &str, second: Duration) -> io::Result<()> {
    writeln!(io::stdout(), "Hello {name}")?;
    // The one thread of this process sleeps; the other processes go on.
    thread::sleep(second);
    Ok(())
}
