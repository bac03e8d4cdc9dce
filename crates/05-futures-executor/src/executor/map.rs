//! One job for many inputs, with results in the order of the inputs.

use std::sync::Arc;
use std::time::{Duration, Instant};
use std::vec;

use super::future::deadline;
use super::{Error, Executor, Future};

impl Executor {
    /// Submits `job` for each input at once; the iterator waits for results.
    ///
    /// The time `limit` starts now. Dropping the iterator, as `?` does after
    /// an error, cancels the jobs that have not begun.
    pub fn map<I: Send + 'static, T: Send + Sync + 'static>(
        &self,
        job: impl Fn(I) -> T + Send + Sync + 'static,
        inputs: impl IntoIterator<Item = I>,
        limit: Option<Duration>,
    ) -> Map<T> {
        let deadline = deadline(limit);
        let job = Arc::new(job);
        let submit = |input| {
            let job = Arc::clone(&job);
            self.submit(move || job(input))
        };
        let futures: Vec<_> = inputs.into_iter().map(submit).collect();
        Map { futures: futures.into_iter(), deadline }
    }
}

/// The results, in the order of the inputs.
pub struct Map<T> {
    futures: vec::IntoIter<Future<T>>,
    deadline: Option<Instant>,
}

impl<T: Clone> Iterator for Map<T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let future = self.futures.next()?;
        let result = future.result_by(self.deadline);
        // If the time is over before it begins, its result is not needed.
        future.cancel();
        Some(result)
    }
}

impl<T> Drop for Map<T> {
    fn drop(&mut self) {
        for future in self.futures.by_ref() {
            future.cancel();
        }
    }
}
