//! The worker's half of a future.

use std::panic::{self, AssertUnwindSafe};

use super::{Error, Future};

/// The duty to do a job, or to leave it, and to say what has come of it.
///
/// Python's `set_result` fails when it is called for the second time. Here
/// `keep` takes the promise away, and a second call does not compile.
pub struct Promise<T>(Future<T>);

impl<T> Promise<T> {
    /// Makes a promise, and the future that speaks of it.
    pub fn new() -> (Self, Future<T>) {
        let future = Future::pending();
        (Self(future.clone()), future)
    }

    /// Does `job`, unless somebody has cancelled it, and tells everybody.
    pub fn keep(self, job: impl FnOnce() -> T) {
        if !self.0.start() {
            return; // cancelled while it was in the queue
        }
        // A panic belongs to those who ask for the result. Left alone it
        // would end this thread, and they would wait for ever.
        let outcome = panic::catch_unwind(AssertUnwindSafe(job));
        self.0.finish(outcome.map_err(Error::panicked));
    }
}

impl<T> Drop for Promise<T> {
    fn drop(&mut self) {
        // If the job was thrown away, nobody shall wait for its result. After
        // `keep` this is too late, and does nothing.
        self.0.cancel();
    }
}
