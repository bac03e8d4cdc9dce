//! A thread and a child process add 1 to a variable: what does main see?
//!
//! A thread shares the variable with main. A child has a copy, and its 1 is
//! never seen. Two children that ask for shared memory see each other's
//! numbers, and can lose updates: a barrier makes them meet between read and
//! write each time, so exactly half is lost.
//!
//! Run:    just run claims child-writes
//! Output: the same in every run
//! Source: A1, A2, A3, on processes, memory and race conditions

use std::process;
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::thread;

use anyhow::Result;

use crate::child::{Child, shared};

const TIMES: u32 = 100;

pub fn run() -> Result<()> {
    let [counter, arrivals, pid] = shared::<3>()?;
    let mut own = 0;
    thread::scope(|scope| {
        scope.spawn(|| {
            own += 1;
            pid.store(process::id(), Relaxed);
        });
    });
    println!("after a thread has added 1: {own}");
    println!("the thread is in {}", place(pid));

    let child = Child::fork(|| {
        own += 1;
        pid.store(process::id(), Relaxed);
        Ok(())
    })?;
    child.wait()?;
    println!("after a process has added 1: {own}");
    println!("the child is in {}", place(pid));

    let add = || {
        for round in 0..TIMES {
            let value = counter.load(Relaxed);
            meet(arrivals, 4 * round + 2);
            counter.store(value + 1, Relaxed);
            meet(arrivals, 4 * round + 4);
        }
        Ok(())
    };
    let children = [Child::fork(add)?, Child::fork(add)?];
    children.into_iter().try_for_each(Child::wait)?;
    let found = counter.load(Relaxed);
    println!("added to shared memory: {}, found: {found}", 2 * TIMES);
    Ok(())
}

fn place(pid: &AtomicU32) -> &'static str {
    let is_ours = pid.load(Relaxed) == process::id();
    if is_ours { "the same process" } else { "a process of its own" }
}

/// Waits until so many have arrived: a barrier for processes.
fn meet(arrivals: &AtomicU32, expected: u32) {
    arrivals.fetch_add(1, AcqRel);
    while arrivals.load(Acquire) < expected {
        thread::yield_now();
    }
}
