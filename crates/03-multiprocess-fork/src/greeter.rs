//! Three greeters at the same time, each in a process of its own.
//!
//! `Process(target=greeter, args=(name,))` and `start()` are `Child::fork`, and
//! the three `join()` are `wait_all`. The closure may borrow `name`: the child
//! has a copy of everything. If the third fork fails, `?` drops the first two
//! children, which ends them.
//!
//! Run:    just run 03-multiprocess-fork greeter
//! Output: the same lines, in any order
//! Source: A0, P0.2, with processes

use std::thread;
use std::time::Duration;

use anyhow::Result;

use crate::child::{Child, wait_all};

pub fn run(second: Duration) -> Result<()> {
    let mut children = Vec::new();
    for name in ["Guido", "Luciano", "Kushal"] {
        children.push(Child::fork(name, || greeter(name, second))?);
    }
    wait_all(children)
}

fn greeter(name: &str, second: Duration) {
    println!("Hello {name}");
    // Only this greeter sleeps; the other two go on.
    thread::sleep(second);
}
