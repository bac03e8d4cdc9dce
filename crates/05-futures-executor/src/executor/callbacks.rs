//! What happens when a job ends: waiters are woken, callbacks run.

use std::mem;
use std::panic::{self, AssertUnwindSafe};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use super::future::State;
use super::sync::MutexGuard;
use super::{Error, Future};

pub(super) type Callback<T> = Box<dyn FnOnce(&Future<T>) + Send>;

impl<T> Future<T> {
    /// Calls `callback` when the job ends, or at once if it has ended.
    ///
    /// Callbacks run in the order in which they were added, each exactly once,
    /// in the thread that ends the job. If one panics, the panic hook is called
    /// as usual, and the next callback runs.
    pub fn add_done_callback(
        &self,
        callback: impl FnOnce(&Self) + Send + 'static,
    ) {
        let mut state = self.lock();
        if state.outcome().is_none() {
            state.callbacks.push(Box::new(callback));
        } else {
            drop(state);
            self.call(callback);
        }
    }

    /// Wakes all waiters and runs the callbacks.
    pub(super) fn announce(&self, mut state: MutexGuard<'_, State<T>>) {
        let wakers = mem::take(&mut state.wakers);
        let callbacks = mem::take(&mut state.callbacks);
        // Both run other code, which may lock this future again.
        drop(state);
        self.notify();
        wakers.into_iter().for_each(Waker::wake);
        for callback in callbacks {
            self.call(callback);
        }
    }

    fn call(&self, callback: impl FnOnce(&Self)) {
        // A callback's panic must not end the thread that runs it.
        drop(panic::catch_unwind(AssertUnwindSafe(|| callback(self))));
    }
}

impl<T: Clone> std::future::Future for Future<T> {
    type Output = Result<T, Error>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.lock();
        if let Some(outcome) = state.outcome() {
            return Poll::Ready(outcome.clone());
        }
        // One waker for each task is enough.
        if !state.wakers.iter().any(|waker| waker.will_wake(cx.waker())) {
            state.wakers.push(cx.waker().clone());
        }
        Poll::Pending
    }
}
