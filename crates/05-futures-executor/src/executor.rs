//! An executor over a pool of threads: it takes jobs and returns futures.
//!
//! `Executor` is Python's `ThreadPoolExecutor`, and [`Future`] its `Future`.
//! Leaving Python's `with` block waits for every job; so does dropping this,
//! except in one of its own jobs. The threads are our own: the crate
//! `threadpool`, shown in 04-pool-map, panics if a thread can't be started, and
//! its queue can't be emptied.

use std::sync::Arc;
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, ensure};

mod callbacks;
mod error;
mod future;
mod map;
mod promise;
mod queue;
mod sync;
#[cfg(test)]
mod tests;
mod waiting;

pub use error::Error;
pub use future::Future;
pub use waiting::{Until, as_completed, wait};

use callbacks::catch_panic;
use promise::Promise;
use queue::Queue;

/// A fixed number of threads that do the submitted jobs: first in, first out.
pub struct Executor {
    queue: Arc<Queue<Job>>,
    workers: Vec<JoinHandle<()>>,
}

type Job = Box<dyn FnOnce() + Send>;

impl Executor {
    /// Starts `workers` threads.
    ///
    /// # Errors
    ///
    /// If `workers` is 0, or a thread can't be started; those that have been
    /// started end then.
    pub fn new(workers: usize) -> Result<Self> {
        ensure!(workers > 0, "an executor needs at least one worker");
        let queue = Arc::new(Queue::new());
        let mut executor = Self { queue, workers: Vec::new() };
        for number in 1..=workers {
            let queue = Arc::clone(&executor.queue);
            let worker = thread::Builder::new()
                .name(format!("worker {number}"))
                .spawn(move || work(&queue))
                .with_context(|| {
                    format!("could not start worker {number} of {workers}")
                })?;
            executor.workers.push(worker);
        }
        Ok(executor)
    }

    /// Queues `job` and returns at once, with a future for its result.
    ///
    /// `T` is `Sync` because threads may clone the result at the same time.
    pub fn submit<T: Send + Sync + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Future<T> {
        let (promise, future) = Promise::new();
        self.queue.push(Box::new(move || promise.keep(job)));
        future
    }

    /// Waits for every job, as dropping the executor does.
    ///
    /// It takes the executor: a later `submit` does not compile.
    pub fn shutdown(self) {
        drop(self);
    }

    /// Cancels the jobs that have not begun, and waits for the others.
    ///
    /// This is Python's `shutdown(cancel_futures=True)`.
    pub fn shutdown_and_cancel(self) {
        // Dropping a job drops its promise, which cancels its future.
        for job in self.queue.take() {
            catch_panic(|| drop(job));
        }
        drop(self);
    }
}

fn work(queue: &Queue<Job>) {
    while let Some(job) = queue.pop() {
        // The promise catches a job's panic. But a result without a future is
        // dropped here, and that may panic, too. This thread goes on.
        catch_panic(job);
    }
}

impl Drop for Executor {
    fn drop(&mut self) {
        self.queue.close();
        let here = thread::current().id();
        if self.workers.iter().any(|worker| worker.thread().id() == here) {
            // A job has dropped the last handle of its own executor, and would
            // wait for itself. The workers do the other jobs, and end.
            return;
        }
        for worker in self.workers.drain(..) {
            worker.join().expect("a worker catches all panics");
        }
    }
}
