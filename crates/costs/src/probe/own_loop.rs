//! The event loop of `swarm-by-hand` without its timers: the least that an
//! event loop can do.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Wake, Waker};

/// The tasks that are ready to run.
static READY: Mutex<VecDeque<Arc<Task>>> = Mutex::new(VecDeque::new());

struct Task(Mutex<Unit>);

/// A future without a result.
type Unit = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Adds a task. It does not start before [`run`].
pub fn spawn(future: impl Future<Output = ()> + Send + 'static) {
    let task = Task(Mutex::new(Box::pin(future)));
    lock(&READY).push_back(Arc::new(task));
}

/// Runs until no task is ready. Returns how many ended.
pub fn run() -> usize {
    let mut ended = 0;
    while let Some(task) = next_ready() {
        let waker = Waker::from(Arc::clone(&task));
        let mut context = Context::from_waker(&waker);
        if lock(&task.0).as_mut().poll(&mut context).is_ready() {
            ended += 1;
        }
    }
    ended
}

/// A function, because `while let` would hold the lock during its body.
fn next_ready() -> Option<Arc<Task>> {
    lock(&READY).pop_front()
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        lock(&READY).push_back(self);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::task::Poll;

    use super::*;

    #[test]
    fn a_woken_task_is_polled_again() {
        let mut polls = 0;
        spawn(poll_fn(move |context| {
            polls += 1;
            if polls == 2 {
                return Poll::Ready(());
            }
            context.waker().wake_by_ref();
            Poll::Pending
        }));
        assert_eq!(run(), 1);
    }
}
