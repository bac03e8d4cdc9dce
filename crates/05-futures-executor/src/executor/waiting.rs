//! Waiting for several futures: for all, for the first, or for each in turn.
//!
//! Everything here is made of callbacks that send their futures to a channel.
//! One that nobody waits for any more stays with its future until that ends.

use std::collections::HashSet;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use super::future::deadline;
use super::sync::mpsc::{self, Receiver};
use super::{Error, Future};

/// What [`wait`] waits for: Python's `return_when`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// One job has ended, whatever came of it.
    FirstCompleted,
    /// One job has failed, or all have ended: Python's `FIRST_EXCEPTION`.
    FirstFailed,
    /// All jobs have ended.
    AllCompleted,
}

/// What [`wait`] has seen, in the order in which the futures were given.
pub struct Waited<T> {
    /// Finished, failed or cancelled.
    pub done: Vec<Future<T>>,
    /// The others.
    pub not_done: Vec<Future<T>>,
}

/// Not all jobs have ended in time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{unfinished} (of {total}) futures unfinished")]
pub struct Unfinished {
    unfinished: usize,
    total: usize,
}

/// Waits for these jobs, but not longer than `limit`, if there is one.
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

/// Yields each future when its job has ended, those that are done first.
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
            // No matter if nobody waits for it any more.
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

/// Those that speak of the same job come once.
fn distinct<T>(futures: &[Future<T>]) -> Vec<Future<T>> {
    let mut seen = HashSet::new();
    let new = futures.iter().filter(|future| seen.insert(future.id()));
    new.cloned().collect()
}
