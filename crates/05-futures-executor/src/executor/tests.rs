//! The executor and its futures, with gates instead of sleeps.
//!
//! What the `conformance-*` examples check is not repeated here.

use std::pin::Pin;
use std::process;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Once};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::Duration;

use super::promise::Promise;
use super::{Error, Executor, Future};
use crate::gate::{self, Gate};

mod awaiting;
mod callbacks;
mod pool;
mod states;
mod waiting;

/// A test that waits so long has failed.
const LONG: Duration = Duration::from_secs(60);

fn executor(workers: usize) -> Executor {
    limit_the_tests();
    Executor::new(workers).unwrap()
}

fn promise<T>() -> (Promise<T>, Future<T>) {
    limit_the_tests();
    Promise::new()
}

/// Ends the process if a test waits for ever, as for a worker at the end of an
/// executor. All tests together take a second.
fn limit_the_tests() {
    static LIMIT: Once = Once::new();
    LIMIT.call_once(|| {
        thread::spawn(|| {
            // After a minute, libtest has printed their names.
            thread::sleep(LONG + LONG / 4);
            process::exit(1);
        });
    });
}

/// An executor whose only worker is busy until the gate is opened.
fn busy() -> (Executor, Future<&'static str>, Gate) {
    let executor = executor(1);
    let (first, gate) = begin(&executor, "first");
    (executor, first, gate)
}

/// A job that has begun, and ends when its gate is opened.
fn begin<T: Send + Sync + 'static>(
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

/// How many wakers and callbacks a future keeps.
fn kept<T>(future: &Future<T>) -> (usize, usize) {
    let state = future.lock();
    (state.wakers.len(), state.callbacks.len())
}

/// Waits in a thread of its own, so that the test can give it a limit.
fn spawn<T: Send + 'static>(
    wait: impl FnOnce() -> T + Send + 'static,
) -> Receiver<T> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(wait()));
    receiver
}

/// Polls a future once, as a task does.
fn poll<T: Clone>(
    future: &mut Future<T>,
    waker: &Waker,
) -> Poll<Result<T, Error>> {
    let mut context = Context::from_waker(waker);
    std::future::Future::poll(Pin::new(future), &mut context)
}

/// A waker that does `wake`, and drops it.
fn waker(wake: impl Fn() + Send + Sync + 'static) -> Waker {
    struct Task<F>(F);
    impl<F: Fn() + Send + Sync + 'static> Wake for Task<F> {
        fn wake(self: Arc<Self>) {
            (self.0)();
        }
    }
    Waker::from(Arc::new(Task(wake)))
}

/// A waker that sends `name`.
fn bell(name: &'static str, sender: &Sender<&'static str>) -> Waker {
    let sender = sender.clone();
    waker(move || sender.send(name).unwrap())
}

/// Panics, but without the report on stderr.
fn fail<T>(message: &'static str) -> T {
    std::panic::resume_unwind(Box::new(message))
}

fn panicked<T>(message: &str) -> Result<T, Error> {
    Err(Error::Panicked(message.to_owned()))
}
