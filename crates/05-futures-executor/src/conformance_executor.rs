//! An executor's threads, its shutdown, and what it frees: as in Python.
//!
//! CPython's own tests pin this, and the two outputs are compared. One can't
//! be: a `submit` after the shutdown is an error at run time there, and does
//! not compile here, since `shutdown` takes the executor (E0382).
//!
//! Run:    just run 05-futures-executor conformance-executor
//! Output: the same in every run
//! Source: A1; CPython's executor.py, test_thread_pool.py, test_shutdown.py

use std::collections::HashSet;
use std::sync::{Arc, Barrier};
use std::thread;

use anyhow::Result;

use crate::executor::Executor;
use crate::gate::{self, Waiter};

const WORKERS: usize = 3;

pub fn run() -> Result<()> {
    println!("no workers, no executor: {}", Executor::new(0).is_err());

    let executor = Executor::new(WORKERS)?;
    let failures: Vec<_> = (0..10).map(|_| executor.submit(fail)).collect();
    let failed = failures.iter().filter(|it| it.result().is_err()).count();
    println!("jobs that fail: {failed}");
    println!("the next one does not: {}", executor.submit(|| 42).result()?);
    // Three jobs meet here, so three threads must be at work.
    let barrier = Barrier::new(WORKERS);
    let meet = move |_| {
        barrier.wait();
        thread::current().id()
    };
    let ids = executor.map(meet, 0..15 * WORKERS, None);
    let mut ids: HashSet<_> = ids.collect::<Result<_, _>>()?;
    println!("threads, for 15 times as many jobs: {}", ids.len());
    for _ in 0..100 {
        ids.insert(executor.submit(|| thread::current().id()).result()?);
    }
    println!("threads, after 100 jobs in turn: {}", ids.len());
    let futures: Vec<_> =
        (0..100).map(|n| executor.submit(move || n)).collect();
    executor.shutdown();
    let done = futures.iter().filter(|it| it.done()).count();
    println!("done when it has shut down: {done}");

    let executor = Executor::new(1)?;
    let (gate, waiter) = gate::new();
    let running = executor.submit(move || wait_at(&waiter, 42));
    gate.wait_until_reached();
    let queued = [1, 2, 3].map(|number| executor.submit(move || number));
    // The shutdown waits for the running job, so its gate is opened by the
    // last cancellation.
    queued[2].add_done_callback(move |_| gate.open());
    executor.shutdown_and_cancel();
    let cancelled = queued.iter().filter(|it| it.cancelled()).count();
    println!("cancelled at the shutdown: {cancelled}");
    println!("the one that was running: {}", running.result()?);

    let (argument, result) = (Arc::new("argument"), Arc::new("result"));
    let weak = (Arc::downgrade(&argument), Arc::downgrade(&result));
    let last = {
        let executor = Executor::new(1)?;
        executor.submit(move || (drop(argument), result).1);
        // When this job has begun, the worker has dropped the one before.
        let begun = executor.submit(|| 1).result()?;
        let free = weak.0.upgrade().is_none() && weak.1.upgrade().is_none();
        println!("argument and result are free: {free}");
        executor.submit(move || begun + 1)
    };
    println!("done at the end of the scope: {}", last.done());
    Ok(())
}

fn fail() -> u32 {
    panic!("no such file")
}

fn wait_at(gate: &Waiter, number: u32) -> u32 {
    gate.wait();
    number
}
