//! What the executor and its futures promise, by gates and not by the clock.

use std::sync::mpsc;
use std::time::Duration;

use super::{Error, Executor, Future};

mod callbacks;
mod pool;
mod states;
mod waiting;

/// Long enough never to matter: a test that waits for it has failed.
const LONG: Duration = Duration::from_secs(60);

/// An executor whose only worker is busy until the sender is dropped.
fn busy() -> (Executor, Future<&'static str>, mpsc::Sender<()>) {
    let executor = Executor::new(1).unwrap();
    let (first, open) = begin(&executor, "first");
    (executor, first, open)
}

/// A job that has begun, and that ends when the sender is dropped.
fn begin<T: Send + 'static>(
    executor: &Executor,
    value: T,
) -> (Future<T>, mpsc::Sender<()>) {
    let (open, gate) = mpsc::channel::<()>();
    let (begin, begun) = mpsc::channel();
    let future = executor.submit(move || {
        begin.send(()).unwrap();
        gate.recv().unwrap_err();
        value
    });
    begun.recv().unwrap();
    (future, open)
}

/// Panics, but without the report on stderr.
fn fail<T>(message: &'static str) -> T {
    std::panic::resume_unwind(Box::new(message))
}

fn panicked<T>(message: &str) -> Result<T, Error> {
    Err(Error::Panicked(message.to_owned()))
}
