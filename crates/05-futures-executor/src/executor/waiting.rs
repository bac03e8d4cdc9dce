//! Waiting for several futures: for all, for the first, or for each in turn.
//!
//! Each future gets a waker, as if it were awaited. When its job ends, the
//! waker sends the future's number through a channel.

use std::collections::HashSet;
use std::sync::mpsc::RecvTimeoutError;
use std::task::{Wake, Waker};
use std::time::{Duration, Instant};

use super::future::deadline;
use super::sync::Arc;
use super::sync::mpsc::{self, Receiver, Sender};
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
pub fn wait<T>(
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
pub fn as_completed<T>(
    futures: &[Future<T>],
    limit: Option<Duration>,
) -> AsCompleted<T> {
    let deadline = deadline(limit);
    let (sender, ended) = mpsc::channel();
    let mut futures = distinct(futures);
    for (number, future) in futures.iter_mut().enumerate() {
        let sender = sender.clone();
        let waker = Waker::from(Arc::new(Ended { number, sender }));
        if future.outcome_or_wake(&waker).is_some() {
            waker.wake();
        }
    }
    let unfinished = futures.len();
    let futures = futures.into_iter().map(Some).collect();
    AsCompleted { futures, ended, unfinished, deadline }
}

/// The futures in the order in which their jobs end.
pub struct AsCompleted<T> {
    /// Those that were yielded are gone, and so may be their results.
    futures: Vec<Option<Future<T>>>,
    ended: Receiver<usize>,
    unfinished: usize,
    deadline: Option<Instant>,
}

/// Sends the number of a future.
struct Ended {
    number: usize,
    sender: Sender<usize>,
}

impl Wake for Ended {
    fn wake(self: Arc<Self>) {
        // Fails if the iterator has just been dropped, which is no error.
        self.sender.send(self.number).unwrap_or_default();
    }
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
        let Ok(number) = next else {
            let (unfinished, total) = (self.unfinished, self.futures.len());
            self.unfinished = 0; // that was the last item
            return Some(Err(Unfinished { unfinished, total }));
        };
        self.unfinished -= 1;
        self.futures[number].take().map(Ok)
    }
}

fn failed<T>(future: &Future<T>) -> bool {
    matches!(future.lock().error(), Some(Error::Panicked(_)))
}

/// The futures, each job's once.
fn distinct<T>(futures: &[Future<T>]) -> Vec<Future<T>> {
    let mut seen = HashSet::new();
    let new = futures.iter().filter(|future| seen.insert(future.id()));
    new.cloned().collect()
}
