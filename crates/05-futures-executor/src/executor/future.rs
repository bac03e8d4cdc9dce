//! A future that threads can wait for, and async code can await.
//!
//! The names are those of Python's `concurrent.futures.Future`, except that
//! `result(timeout=…)` has a name of its own here, `result_timeout`. Python's
//! `exception()` is `result().err()`, since `result` raises nothing here.

use std::sync::PoisonError;
use std::task::Waker;
use std::time::{Duration, Instant};

use super::Error;
use super::callbacks::Callback;
use super::sync::{Arc, Condvar, Mutex, MutexGuard};

/// The result that a job will have. All clones are of the same job.
pub struct Future<T>(Arc<Shared<T>>);

struct Shared<T> {
    state: Mutex<State<T>>,
    /// Where threads wait for the job to end.
    ended: Condvar,
}

pub(super) struct State<T> {
    stage: Stage<T>,
    /// The wakers of tasks that await this.
    pub(super) wakers: Vec<Waker>,
    pub(super) callbacks: Vec<Callback<T>>,
}

enum Stage<T> {
    Pending,
    Running,
    Done(Result<T, Error>),
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
        matches!(self.lock().outcome(), Some(Err(Error::Cancelled)))
    }

    /// Cancels the job if it has not begun. Returns whether it is cancelled.
    pub fn cancel(&self) -> bool {
        let mut state = self.lock();
        // One lock for both steps, or the job may begin in between.
        if let Stage::Pending = state.stage {
            state.stage = Stage::Done(Err(Error::Cancelled));
            self.announce(state);
            return true;
        }
        matches!(state.outcome(), Some(Err(Error::Cancelled)))
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
        let ended = &self.0.ended;
        let mut state = self.lock();
        loop {
            if let Some(outcome) = state.outcome() {
                return outcome.clone();
            }
            state = if let Some(deadline) = deadline {
                let left = deadline.saturating_duration_since(Instant::now());
                if left.is_zero() {
                    return Err(Error::TimedOut);
                }
                let wait = ended.wait_timeout(state, left);
                wait.unwrap_or_else(PoisonError::into_inner).0
            } else {
                let wait = ended.wait(state);
                wait.unwrap_or_else(PoisonError::into_inner)
            };
        }
    }

    pub(super) fn pending() -> Self {
        let state = Mutex::new(State {
            stage: Stage::Pending,
            wakers: Vec::new(),
            callbacks: Vec::new(),
        });
        Self(Arc::new(Shared { state, ended: Condvar::new() }))
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
        state.stage = Stage::Done(outcome);
        self.announce(state);
    }

    /// Wakes the threads that wait for the job to end.
    pub(super) fn notify(&self) {
        self.0.ended.notify_all();
    }

    /// The same number for all futures of one job.
    pub(super) fn id(&self) -> usize {
        Arc::as_ptr(&self.0).addr()
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State<T>> {
        // Under this lock only a result's `clone` can panic, and it leaves the
        // state as it was.
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// When `limit` is over; `None` if there is none, or the clock ends before.
pub(super) fn deadline(limit: Option<Duration>) -> Option<Instant> {
    Instant::now().checked_add(limit?)
}

impl<T> State<T> {
    pub(super) fn outcome(&self) -> Option<&Result<T, Error>> {
        match &self.stage {
            Stage::Done(outcome) => Some(outcome),
            Stage::Pending | Stage::Running => None,
        }
    }
}

impl<T> Clone for Future<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}
