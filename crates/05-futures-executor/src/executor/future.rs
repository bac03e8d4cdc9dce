//! A future that threads can wait for, and async code can await.
//!
//! The names are those of Python's `concurrent.futures.Future`, except that
//! `result(timeout=…)` has a name of its own here, `result_timeout`. Python's
//! `exception()` is `result().err()`, since `result` raises nothing here.

use std::any::type_name;
use std::collections::BTreeMap;
use std::fmt;
use std::task::Waker;
use std::time::{Duration, Instant};

use super::Error;
use super::callbacks::Callback;
use super::sync::{Arc, Condvar, Mutex, MutexGuard};

/// The result that a job will have. All clones are of the same job.
pub struct Future<T> {
    shared: Arc<Shared<T>>,
    /// Where this handle has left its waker, if it was awaited.
    pub(super) place: Option<usize>,
}

struct Shared<T> {
    state: Mutex<State<T>>,
    /// Where threads wait for the job to end.
    ended: Condvar,
}

pub(super) struct State<T> {
    stage: Stage<T>,
    /// The wakers of tasks that await this, each at a place of its own.
    pub(super) wakers: BTreeMap<usize, Waker>,
    pub(super) callbacks: Vec<Callback<T>>,
}

enum Stage<T> {
    Pending,
    Running,
    /// Shared, so that a result is cloned when the lock is free again: its
    /// `clone` may ask this future. Two threads may do so at the same time,
    /// which is why `T` has to be `Sync`.
    Done(Arc<Result<T, Error>>),
}

impl<T> Future<T> {
    /// Whether the job has finished, failed or been cancelled.
    pub fn done(&self) -> bool {
        self.lock().outcome().is_some()
    }

    /// Whether a worker does the job now.
    pub fn running(&self) -> bool {
        matches!(self.lock().stage, Stage::Running)
    }

    /// Whether the job was cancelled before it began.
    pub fn cancelled(&self) -> bool {
        matches!(self.lock().error(), Some(Error::Cancelled))
    }

    /// Cancels the job if it has not begun. Returns whether it is cancelled.
    pub fn cancel(&self) -> bool {
        let mut state = self.lock();
        // One lock for both steps, or the job may begin in between.
        if let Stage::Pending = state.stage {
            state.stage = Stage::Done(Arc::new(Err(Error::Cancelled)));
            self.announce(state);
            return true;
        }
        matches!(state.error(), Some(Error::Cancelled))
    }

    /// Waits until the job ends. May be called again, by any thread.
    ///
    /// # Errors
    ///
    /// If the job was cancelled or has panicked.
    pub fn result(&self) -> Result<T, Error>
    where
        T: Clone,
    {
        self.result_by(None)
    }

    /// Waits until the job ends, but not longer than `limit`.
    ///
    /// # Errors
    ///
    /// If the job was cancelled, has panicked, or is not done in time.
    pub fn result_timeout(&self, limit: Duration) -> Result<T, Error>
    where
        T: Clone,
    {
        self.result_by(deadline(Some(limit)))
    }

    pub(super) fn result_by(
        &self,
        deadline: Option<Instant>,
    ) -> Result<T, Error>
    where
        T: Clone,
    {
        let ended = &self.shared.ended;
        let mut state = self.lock();
        loop {
            if let Some(outcome) = state.outcome().cloned() {
                drop(state);
                return Result::clone(&outcome);
            }
            state = if let Some(deadline) = deadline {
                let left = deadline.saturating_duration_since(Instant::now());
                if left.is_zero() {
                    return Err(Error::TimedOut);
                }
                ended.wait_timeout(state, left).unwrap().0
            } else {
                ended.wait(state).unwrap()
            };
        }
    }

    pub(super) fn pending() -> Self {
        let state = Mutex::new(State {
            stage: Stage::Pending,
            wakers: BTreeMap::new(),
            callbacks: Vec::new(),
        });
        let shared = Arc::new(Shared { state, ended: Condvar::new() });
        Self { shared, place: None }
    }

    /// Marks the job as begun; `false` if it has been cancelled.
    pub(super) fn start(&self) -> bool {
        let mut state = self.lock();
        let pending = matches!(state.stage, Stage::Pending);
        if pending {
            state.stage = Stage::Running;
        }
        pending
    }

    /// Marks the job as done.
    pub(super) fn finish(&self, outcome: Result<T, Error>) {
        let mut state = self.lock();
        state.stage = Stage::Done(Arc::new(outcome));
        self.announce(state);
    }

    /// Wakes the threads that wait for the job to end.
    pub(super) fn notify(&self) {
        self.shared.ended.notify_all();
    }

    /// The same number for all futures of one job.
    pub(super) fn id(&self) -> usize {
        Arc::as_ptr(&self.shared).addr()
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State<T>> {
        // No code of others runs under this lock, so none panics or locks it
        // again: no callback, no waker, no job's result.
        self.shared.state.lock().unwrap()
    }
}

/// When `limit` is over; `None` if there is none, or the clock ends before.
pub(super) fn deadline(limit: Option<Duration>) -> Option<Instant> {
    Instant::now().checked_add(limit?)
}

impl<T> State<T> {
    pub(super) fn outcome(&self) -> Option<&Arc<Result<T, Error>>> {
        match &self.stage {
            Stage::Done(outcome) => Some(outcome),
            Stage::Pending | Stage::Running => None,
        }
    }

    pub(super) fn error(&self) -> Option<&Error> {
        self.outcome()?.as_ref().as_ref().err()
    }

    pub(super) fn next_place(&self) -> usize {
        self.wakers.last_key_value().map_or(0, |(last, _)| last + 1)
    }
}

impl<T> Clone for Future<T> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared), place: None }
    }
}

/// What Python's `repr` shows: the state, and what the job returned or raised.
impl<T> fmt::Debug for Future<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match &self.lock().stage {
            Stage::Pending => "pending".to_owned(),
            Stage::Running => "running".to_owned(),
            Stage::Done(outcome) => match **outcome {
                Ok(_) => format!("finished returned {}", type_name::<T>()),
                Err(Error::Cancelled) => "cancelled".to_owned(),
                Err(_) => "finished raised Panicked".to_owned(),
            },
        };
        write!(f, "<Future at {:#x} state={state}>", self.id())
    }
}
