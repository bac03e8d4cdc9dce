//! A future that threads can ask and wait for, and async code can await.
//!
//! The names are those of Python's `concurrent.futures.Future`, except that
//! `result(timeout=…)` has a name of its own here, `result_timeout`.

use std::mem;
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use super::Error;

/// What comes of a job, sooner or later; clones speak of the same job.
pub struct Future<T>(Arc<Shared<T>>);

struct Shared<T> {
    state: Mutex<State<T>>,
    /// Where threads wait for the end; tasks leave a waker in the state.
    ended: Condvar,
}

struct State<T> {
    stage: Stage<T>,
    wakers: Vec<Waker>,
}

enum Stage<T> {
    Pending,
    Running,
    Done(Result<T, Error>),
}

impl<T> Future<T> {
    /// Whether the job has finished, failed or been cancelled.
    pub fn done(&self) -> bool {
        self.lock().is_done()
    }

    /// Cancels the job if it has not begun; `false` if it is too late.
    pub fn cancel(&self) -> bool {
        let mut state = self.lock();
        // Look and act under one lock, or the job may begin in between.
        if let Stage::Pending = state.stage {
            state.stage = Stage::Done(Err(Error::Cancelled));
            self.announce(state);
            return true;
        }
        matches!(state.stage, Stage::Done(Err(Error::Cancelled)))
    }

    /// Waits for the job's end. May be asked again, by any thread.
    pub fn result(&self) -> Result<T, Error>
    where
        T: Clone,
    {
        let state = self.lock();
        let wait = self.0.ended.wait_while(state, |state| !state.is_done());
        wait.expect(UNPOISONED).result()
    }

    /// Waits for the job's end, but not longer than `limit`.
    pub fn result_timeout(&self, limit: Duration) -> Result<T, Error>
    where
        T: Clone,
    {
        let state = self.lock();
        let ended = &self.0.ended;
        ended
            .wait_timeout_while(state, limit, |state| !state.is_done())
            .expect(UNPOISONED)
            .0
            .result()
    }

    pub(super) fn pending() -> Self {
        let state = State { stage: Stage::Pending, wakers: Vec::new() };
        let state = Mutex::new(state);
        Self(Arc::new(Shared { state, ended: Condvar::new() }))
    }

    /// Marks the job as begun; `false` if somebody cancelled it before.
    pub(super) fn start(&self) -> bool {
        let mut state = self.lock();
        let pending = matches!(state.stage, Stage::Pending);
        if pending {
            state.stage = Stage::Running;
        }
        pending
    }

    pub(super) fn finish(&self, outcome: Result<T, Error>) {
        let mut state = self.lock();
        state.stage = Stage::Done(outcome);
        self.announce(state);
    }

    /// Wakes everybody who waits for the end, threads and tasks.
    fn announce(&self, mut state: MutexGuard<'_, State<T>>) {
        let wakers = mem::take(&mut state.wakers);
        // A waker runs foreign code, which may well ask this future at once.
        drop(state);
        self.0.ended.notify_all();
        wakers.into_iter().for_each(Waker::wake);
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.0.state.lock().expect(UNPOISONED)
    }
}

const UNPOISONED: &str = "nobody panics while holding this lock";

impl<T> State<T> {
    fn is_done(&self) -> bool {
        matches!(self.stage, Stage::Done(_))
    }

    fn result(&self) -> Result<T, Error>
    where
        T: Clone,
    {
        match &self.stage {
            Stage::Done(outcome) => outcome.clone(),
            Stage::Pending | Stage::Running => Err(Error::TimedOut),
        }
    }
}

impl<T: Clone> std::future::Future for Future<T> {
    type Output = Result<T, Error>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.lock();
        if state.is_done() {
            return Poll::Ready(state.result());
        }
        // Leave a way to be woken; one for each task is enough.
        if !state.wakers.iter().any(|waker| waker.will_wake(cx.waker())) {
            state.wakers.push(cx.waker().clone());
        }
        Poll::Pending
    }
}

impl<T> Clone for Future<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}
