//! What happens when a job ends: waiters are woken, callbacks run.

use std::mem;
use std::panic::{self, AssertUnwindSafe};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use super::future::State;
use super::sync::{Arc, MutexGuard};
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
            catch_panic(|| callback(self));
        }
    }

    /// The outcome, if there is one. If not, `waker` is woken when there is.
    ///
    /// A handle leaves one waker here, the last that it was given, and takes it
    /// back when it is dropped. Otherwise a task that waits with a limit, in a
    /// loop, would leave one each time.
    pub(super) fn outcome_or_wake(
        &mut self,
        waker: &Waker,
    ) -> Option<Arc<Result<T, Error>>> {
        // A waker runs other code where it is cloned or dropped, too.
        let waker = waker.clone();
        let mut state = self.lock();
        if let Some(outcome) = state.outcome().cloned() {
            return Some(outcome);
        }
        let place = self.place.unwrap_or_else(|| state.next_place());
        let replaced = state.wakers.insert(place, waker);
        drop(state);
        drop(replaced);
        self.place = Some(place);
        None
    }

    /// Wakes all waiters and runs the callbacks.
    pub(super) fn announce(&self, mut state: MutexGuard<'_, State<T>>) {
        let wakers = mem::take(&mut state.wakers);
        let callbacks = mem::take(&mut state.callbacks);
        // Both run other code, which may lock this future again.
        drop(state);
        self.notify();
        for waker in wakers.into_values() {
            catch_panic(|| waker.wake());
        }
        for callback in callbacks {
            catch_panic(|| callback(self));
        }
    }
}

/// Runs code that is not ours. Its panic must not end this thread, or keep the
/// next callback from running.
pub(super) fn catch_panic(run: impl FnOnce()) {
    if let Err(payload) = panic::catch_unwind(AssertUnwindSafe(run)) {
        // Dropping a payload may panic in its turn, and so may the next. That
        // one is not dropped: its memory is lost, and this comes to an end.
        let dropping = AssertUnwindSafe(|| drop(payload));
        mem::forget(panic::catch_unwind(dropping));
    }
}

impl<T: Clone> std::future::Future for Future<T> {
    type Output = Result<T, Error>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut().outcome_or_wake(cx.waker()) {
            Some(outcome) => Poll::Ready(Result::clone(&outcome)),
            None => Poll::Pending,
        }
    }
}

impl<T> Drop for Future<T> {
    fn drop(&mut self) {
        if let Some(place) = self.place {
            // Dropped when the lock is free again.
            let _waker = self.lock().wakers.remove(&place);
        }
    }
}
