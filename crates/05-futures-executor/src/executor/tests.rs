//! The executor and its futures, with gates instead of sleeps.
//!
//! What the `conformance-*` examples check is not repeated here.

use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use super::{Error, Executor, Future};
use crate::gate::{self, Gate};

mod callbacks;
mod pool;
mod states;
mod waiting;

/// A test that waits so long has failed.
const LONG: Duration = Duration::from_secs(60);

/// An executor whose only worker is busy until the gate is opened.
fn busy() -> (Executor, Future<&'static str>, Gate) {
    let executor = Executor::new(1).unwrap();
    let (first, gate) = begin(&executor, "first");
    (executor, first, gate)
}

/// A job that has begun, and ends when its gate is opened.
fn begin<T: Send + 'static>(
    executor: &Executor,
    value: T,
) -> (Future<T>, Gate) {
    let (gate, waiter) = gate::new();
    let future = executor.submit(move || {
        waiter.wait();
        value
    });
    gate.wait_until_reached();
    (future, gate)
}

/// Waits in a thread of its own, so that the test can give it a limit.
fn spawn<T: Send + 'static>(
    wait: impl FnOnce() -> T + Send + 'static,
) -> Receiver<T> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(wait()));
    receiver
}

/// Panics, but without the report on stderr.
fn fail<T>(message: &'static str) -> T {
    std::panic::resume_unwind(Box::new(message))
}

fn panicked<T>(message: &str) -> Result<T, Error> {
    Err(Error::Panicked(message.to_owned()))
}
