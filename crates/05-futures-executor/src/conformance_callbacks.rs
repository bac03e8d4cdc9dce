//! When and where a future's callbacks run: the same as in Python.
//!
//! CPython's own tests pin this, and the two outputs are compared. Each
//! callback sends what it got, and the thread in which it runs. One fails on
//! purpose, and the next one runs all the same.
//!
//! Run:    just run 05-futures-executor conformance-callbacks
//! Output: the same in every run
//! Source: A1, P1.4; CPython's test_future.py

use std::panic;
use std::sync::mpsc::{self, Sender};
use std::thread::{self, ThreadId};

use anyhow::Result;

use crate::executor::{Error, Executor, Future};
use crate::gate::{self, Waiter};

type Call = (String, ThreadId);

pub fn run() -> Result<()> {
    let executor = Executor::new(1)?;
    let (gate, waiter) = gate::new();
    let here = thread::current().id();
    let (sender, calls) = mpsc::channel();

    let first = executor.submit(move || wait_at(&waiter, "hello"));
    gate.wait_until_reached();
    first.add_done_callback(callback("a", &sender));
    first.add_done_callback(|_| fail("this callback"));
    first.add_done_callback(callback("b", &sender));
    let second = executor.submit(|| "world");
    second.add_done_callback(callback("c", &sender));
    let third = executor.submit(|| fail("no such file"));
    third.add_done_callback(callback("d", &sender));
    println!("none runs before the end: {}", calls.try_recv().is_err());

    println!("cancel the second: {}", second.cancel());
    let (text, thread) = calls.recv()?;
    println!("it runs after a cancellation: {text}");
    println!("in the thread that cancels: {}", thread == here);

    gate.open();
    let (text, thread) = calls.recv()?;
    println!("it runs after the end: {text}");
    println!("in the thread of the worker: {}", thread != here);
    println!("the next one runs after one fails: {}", calls.recv()?.0);
    println!("it runs after a failure: {}", calls.recv()?.0);

    first.add_done_callback(callback("e", &sender));
    let (text, thread) = calls.try_recv()?;
    println!("added late, it runs at once: {text}");
    println!("in the thread that adds it: {}", thread == here);
    first.add_done_callback(|_| fail("this callback"));
    first.add_done_callback(callback("f", &sender));
    println!("the next one after a late failure: {}", calls.recv()?.0);

    second.cancel();
    executor.shutdown(); // no job or callback runs after that
    println!("none runs twice: {}", calls.try_recv().is_err());
    Ok(())
}

fn wait_at(gate: &Waiter, message: &'static str) -> &'static str {
    gate.wait();
    message
}

fn callback(
    name: &'static str,
    sender: &Sender<Call>,
) -> impl FnOnce(&Future<&'static str>) + use<> {
    let sender = sender.clone();
    move |future| {
        let answer = match future.result() {
            Ok(message) => message.into(),
            Err(Error::Panicked(message)) => message,
            Err(Error::Cancelled) => "cancelled".into(),
            Err(Error::TimedOut) => "not yet".into(),
        };
        let call = (format!("{name}, {answer}"), thread::current().id());
        // Fails only if `run` has failed before.
        drop(sender.send(call));
    }
}

/// Panics, but not through the hook, which ends the program if a panic is not
/// a worker's: the last callback that fails runs in the main thread.
fn fail<T>(message: &'static str) -> T {
    panic::resume_unwind(Box::new(message))
}
