//! What an executor promises to those who submit jobs, and at its end.
//!
//! CPython's own tests pin these promises. The counterpart puts Python's to the
//! same tests, and the verdicts are compared. One can't be: a `submit` after
//! the shutdown is an error at run time there, and does not compile here, since
//! `shutdown` takes the executor away (E0382).
//!
//! Run with `just run 05-futures-executor promises-executor`; the same in every
//! run. Source: A1, P1.4; CPython's test_concurrent_futures, executor.py,
//! test_thread_pool.py and test_shutdown.py.

use std::collections::HashSet;
use std::io::{self, Write};
use std::panic;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Barrier};
use std::thread;

use anyhow::{Context, Result};

use crate::executor::{Executor, Future};

const WORKERS: usize = 3;

pub fn run() -> Result<()> {
    let mut out = io::stdout();
    writeln!(out, "no workers, no executor: {}", Executor::new(0).is_err())?;

    let executor = Executor::new(WORKERS)?;
    let failures: Vec<_> = (0..10).map(|_| executor.submit(fail)).collect();
    let failed = failures.iter().filter(|it| it.result().is_err()).count();
    writeln!(out, "jobs that fail: {failed}")?;
    writeln!(
        out,
        "the next one does not: {}",
        executor.submit(|| 42).result()?
    )?;
    // Three at a time meet here, so three threads must be at work.
    let barrier = Barrier::new(WORKERS);
    let meet = move |_| {
        barrier.wait();
        thread::current().id()
    };
    let ids = executor.map(meet, 0..15 * WORKERS, None);
    let mut ids: HashSet<_> = ids.collect::<Result<_, _>>()?;
    writeln!(out, "threads, for 15 times as many jobs: {}", ids.len())?;
    for _ in 0..100 {
        ids.insert(executor.submit(|| thread::current().id()).result()?);
    }
    writeln!(out, "threads, after 100 jobs in turn: {}", ids.len())?;
    let futures: Vec<_> =
        (0..100).map(|n| executor.submit(move || n)).collect();
    executor.shutdown();
    let done = futures.iter().filter(|it| it.done()).count();
    writeln!(out, "done when it has shut down: {done}")?;

    let executor = Executor::new(1)?;
    let (running, open) = begin(&executor, 42)?;
    let queued = [1, 2, 3].map(|number| executor.submit(move || number));
    // The shutdown waits for the running job, whose gate opens here.
    queued[2].add_done_callback(move |_| drop(open));
    executor.shutdown_and_cancel();
    let cancelled = queued.iter().filter(|it| it.cancelled()).count();
    writeln!(out, "cancelled at the shutdown: {cancelled}")?;
    writeln!(out, "the one that was running: {}", running.result()?)?;

    let (argument, result) = (Arc::new("argument"), Arc::new("result"));
    let kept = (Arc::downgrade(&argument), Arc::downgrade(&result));
    let last = {
        let executor = Executor::new(1)?;
        executor.submit(move || (drop(argument), result).1);
        // When this one has begun, the worker has let go of the one before.
        let begun = executor.submit(|| 1).result()?;
        let free = kept.0.upgrade().is_none() && kept.1.upgrade().is_none();
        writeln!(out, "argument and result are free: {free}")?;
        executor.submit(move || begun + 1)
    };
    writeln!(out, "done at the end of the scope: {}", last.done())?;
    Ok(())
}

/// A job that has begun, and that ends when the sender is dropped.
fn begin(
    executor: &Executor,
    number: u32,
) -> Result<(Future<u32>, Sender<()>)> {
    let (begin, begun) = mpsc::channel();
    let (open, gate) = mpsc::channel::<()>();
    let future = executor.submit(move || {
        begin.send(()).expect("somebody waits for us to begin");
        gate.recv().expect_err("nobody sends anything");
        number
    });
    begun.recv().context("the job has died")?;
    Ok((future, open))
}

/// Panics, but without the report on stderr.
fn fail() -> u32 {
    panic::resume_unwind(Box::new("no such file"))
}
