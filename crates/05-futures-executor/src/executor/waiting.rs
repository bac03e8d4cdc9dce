//! Waiting for several futures: for all, for the first, or for each in turn.
//!
//! A callback sends each future through a channel when its job ends. Where the
//! receiver has gone by then, the callback does nothing.

use std::collections::HashSet;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use super::future::deadline;
use super::sync::mpsc::{self, Receiver};
use super::{Error, Future};

/// When [`wait`] returns: Python's `return_when`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// One job has ended: finished, failed or cancelled.
    FirstCompleted,
    /// One job has failed, or all have ended: Python's `FIRST_EXCEPTION`.
    FirstFailed,
    /// All jobs have ended.
    AllCompleted,
}

/// What [`wait`] returns, in the order in which the futures were given.
pub struct Waited<T> {
    /// Finished, failed or cancelled.
    pub done: Vec<Future<T>>,
    /// The others.
    pub not_done: Vec<Future<T>>,
}

/// The error if not all jobs have ended in time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{unfinished} (of {total}) futures unfinished")]
pub struct Unfinished {
    unfinished: usize,
    total: usize,
}

/// Waits for these jobs, but not longer than `limit`.
pub fn wait<T: Send + 'static>(
    futures: &[Future<T>],
    until: Until,
    limit: Option<Duration>,
) -> Waited<T> {
    for future in as_completed(futures, limit).map_while(Result::ok) {
        match until {
            Until::FirstCompleted => break,
            Until::FirstFailed if failed(&future) => break,
            Until::FirstFailed | Until::AllCompleted => {}
        }
    }
    let (done, not_done) =
        distinct(futures).into_iter().partition(Future::done);
    Waited { done, not_done }
}

/// Yields each future when its job ends; first those that are done already.
///
/// A future that is given twice comes once. When `limit` is over, an error is
/// the last item.
pub fn as_completed<T: Send + 'static>(
    futures: &[Future<T>],
    limit: Option<Duration>,
) -> AsCompleted<T> {
    let deadline = deadline(limit);
    let futures = distinct(futures);
    let (sender, ended) = mpsc::channel();
    for future in &futures {
        let sender = sender.clone();
        future.add_done_callback(move |future| {
            // Fails if the iterator was dropped, which is no error.
            drop(sender.send(future.clone()));
        });
    }
    let total = futures.len();
    AsCompleted { ended, unfinished: total, total, deadline }
}

/// The futures in the order in which their jobs end.
pub struct AsCompleted<T> {
    ended: Receiver<Future<T>>,
    unfinished: usize,
    total: usize,
    deadline: Option<Instant>,
}

impl<T> Iterator for AsCompleted<T> {
    type Item = Result<Future<T>, Unfinished>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = match (self.unfinished, self.deadline) {
            (0, _) => return None,
            (_, None) => self.ended.recv().map_err(RecvTimeoutError::from),
            (_, Some(deadline)) => self.ended.recv_timeout(
                deadline.saturating_duration_since(Instant::now()),
            ),
        };
        let Ok(future) = next else {
            let Self { unfinished, total, .. } = *self;
            self.unfinished = 0; // that was the last item
            return Some(Err(Unfinished { unfinished, total }));
        };
        self.unfinished -= 1;
        Some(Ok(future))
    }
}

fn failed<T>(future: &Future<T>) -> bool {
    matches!(future.lock().outcome(), Some(Err(Error::Panicked(_))))
}

/// The futures, each job's once.
fn distinct<T>(futures: &[Future<T>]) -> Vec<Future<T>> {
    let mut seen = HashSet::new();
    let new = futures.iter().filter(|future| seen.insert(future.id()));
    new.cloned().collect()
}
