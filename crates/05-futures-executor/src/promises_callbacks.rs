//! What is promised to those who leave a callback with a future.
//!
//! CPython's own tests pin these promises. The counterpart puts a Python future
//! to the same tests, and the verdicts are compared. Each callback tells `run`
//! what it was told, and in which thread it runs. One fails on purpose: Python
//! logs that, and Rust reports a panic, but the next callback runs.
//!
//! Run with `just run 05-futures-executor promises-callbacks`; the same in
//! every run. Source: A1, P1.4; CPython's
//! test_concurrent_futures/test_future.py.

use std::io::{self, Write};
use std::panic;
use std::sync::mpsc::{self, Sender};
use std::thread::{self, ThreadId};

use anyhow::{Context, Result};

use crate::executor::{Error, Executor, Future};

type Told = (String, ThreadId);

pub fn run() -> Result<()> {
    // Dropped last, when the gate is open, since it waits for its jobs.
    let executor = Executor::new(1)?;
    let here = thread::current().id();
    let (tell, told) = mpsc::channel();
    let mut out = io::stdout();

    let (first, open) = begin(&executor, "hello")?;
    first.add_done_callback(callback("a", &tell));
    first.add_done_callback(|_| fail("this callback"));
    first.add_done_callback(callback("b", &tell));
    let second = executor.submit(|| "world");
    second.add_done_callback(callback("c", &tell));
    let third = executor.submit(|| fail("no such file"));
    third.add_done_callback(callback("d", &tell));
    writeln!(out, "none runs before the end: {}", told.try_recv().is_err())?;

    writeln!(out, "cancel the second: {}", second.cancel())?;
    let (text, thread) = told.recv()?;
    writeln!(out, "it runs after a cancellation: {text}")?;
    writeln!(out, "in the thread that cancels: {}", thread == here)?;

    drop(open);
    let (text, thread) = told.recv()?;
    writeln!(out, "it runs after the end: {text}")?;
    writeln!(out, "in the thread of the worker: {}", thread != here)?;
    writeln!(out, "the next one runs after one fails: {}", told.recv()?.0)?;
    writeln!(out, "it runs after a failure: {}", told.recv()?.0)?;

    first.add_done_callback(callback("e", &tell));
    let (text, thread) = told.try_recv()?;
    writeln!(out, "added late, it runs at once: {text}")?;
    writeln!(out, "in the thread that adds it: {}", thread == here)?;
    first.add_done_callback(|_| fail("this callback"));
    first.add_done_callback(callback("f", &tell));
    writeln!(out, "the next one after a late failure: {}", told.recv()?.0)?;

    second.cancel();
    executor.shutdown(); // and so nothing is going on any more
    writeln!(out, "none runs twice: {}", told.try_recv().is_err())?;
    Ok(())
}

/// A job that has begun, and that ends when the sender is dropped.
fn begin(
    executor: &Executor,
    message: &'static str,
) -> Result<(Future<&'static str>, Sender<()>)> {
    let (begin, begun) = mpsc::channel();
    let (open, gate) = mpsc::channel::<()>();
    let future = executor.submit(move || {
        begin.send(()).expect("somebody waits for us to begin");
        gate.recv().expect_err("nobody sends anything");
        message
    });
    begun.recv().context("the job has died")?;
    Ok((future, open))
}

fn callback(
    name: &'static str,
    tell: &Sender<Told>,
) -> impl FnOnce(&Future<&'static str>) + use<> {
    let tell = tell.clone();
    move |future| {
        let answer = match future.result() {
            Ok(message) => message.to_owned(),
            Err(Error::Panicked(message)) => message,
            Err(Error::Cancelled) => "cancelled".to_owned(),
            Err(Error::TimedOut) => "not yet".to_owned(),
        };
        let told = (format!("{name}, {answer}"), thread::current().id());
        // Nobody listens if `run` has failed, and that is no matter here.
        drop(tell.send(told));
    }
}

/// Panics, but without the report on stderr.
fn fail<T>(message: &'static str) -> T {
    panic::resume_unwind(Box::new(message))
}
