//! The worker's half of a future.

use std::panic::{self, AssertUnwindSafe};

use super::{Error, Future};

/// The right to set a future's outcome, once.
///
/// Python's `set_result` fails when it is called for the second time. Here
/// `keep` takes the promise, so a second call does not compile.
pub struct Promise<T>(Future<T>);

impl<T> Promise<T> {
    /// Makes a promise and its future.
    pub fn new() -> (Self, Future<T>) {
        let future = Future::pending();
        (Self(future.clone()), future)
    }

    /// Does `job` and sets its outcome, unless it has been cancelled.
    pub fn keep(self, job: impl FnOnce() -> T) {
        if !self.0.start() {
            return; // cancelled while it was in the queue
        }
        // A panic becomes the future's outcome. Otherwise it would end this
        // thread, and `result` would wait for ever.
        match panic::catch_unwind(AssertUnwindSafe(job)) {
            Ok(value) => self.0.finish(Ok(value)),
            // The payload is dropped after that, since its drop may panic.
            Err(payload) => self.0.finish(Err(Error::panicked(&*payload))),
        }
    }
}

impl<T> Drop for Promise<T> {
    fn drop(&mut self) {
        // If the job is dropped undone, `result` must not wait for ever. After
        // `keep` this is too late, and does nothing.
        self.0.cancel();
    }
}
