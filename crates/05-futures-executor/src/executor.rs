//! An executor over a pool of threads: `submit` a job, get a future back.
//!
//! `Executor` is Python's `ThreadPoolExecutor`, and [`Future`] its `Future`.
//! Leaving Python's `with` block waits for every job; so does dropping this.

use std::panic::{self, AssertUnwindSafe};

use threadpool::ThreadPool;

mod error;
mod future;
#[cfg(test)]
mod tests;

pub use error::Error;
pub use future::Future;

/// A fixed number of threads that do the submitted jobs, first come first.
pub struct Executor {
    pool: ThreadPool,
}

impl Executor {
    /// Starts `workers` threads.
    ///
    /// # Panics
    ///
    /// If `workers` is 0; Python raises `ValueError`.
    pub fn new(workers: usize) -> Self {
        Self { pool: ThreadPool::new(workers) }
    }

    /// Queues `job` and returns at once; the future tells what comes of it.
    pub fn submit<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Future<T> {
        let future = Future::pending();
        let promise = future.clone();
        self.pool.execute(move || {
            if !promise.start() {
                return; // cancelled while it was in the queue
            }
            // A panic belongs to those who ask for the result. Left alone it
            // would end this thread, and they would wait for ever.
            let outcome = panic::catch_unwind(AssertUnwindSafe(job));
            promise
                .finish(outcome.map_err(|payload| Error::panicked(&*payload)));
        });
        future
    }
}

impl Drop for Executor {
    fn drop(&mut self) {
        self.pool.join();
    }
}
