//! Ten thousand tasks wait for a second, on an event loop of our own.
//!
//! This is what an event loop *is*: a queue of tasks that are ready to run, a
//! heap of deadlines, and a loop that sleeps until the next one. `run` is that
//! loop. A future that has to wait leaves its *waker* behind, and calling the
//! waker puts the task back into the queue: nobody asks a waiting task whether
//! it is done yet. A real loop waits for sockets as well, in the same place
//! where this one sleeps; nothing else is missing.
//!
//! Python's counterpart is a generator, which says `yield` where this future
//! says `Pending`. Nothing here is tokio's; std has no event loop, but it has
//! `Future`, `Poll` and `Waker`, on which every loop is built.
//!
//! Run with `just run 06-event-loop-tokio swarm-by-hand`, or with another
//! number, up to 1000000; the same in every run. On stderr stands what it
//! took. Source: A3, on very many tasks on one event loop.

use std::cmp::Ordering;
use std::collections::VecDeque;
use std::collections::binary_heap::{BinaryHeap, PeekMut};
use std::io::{self, Write};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::meter::{self, Meter};

pub fn run(second: Duration, count: u32) -> Result<()> {
    let meter = Meter::start();
    for _ in 0..count {
        spawn(Wait { until: Instant::now() + second });
    }
    // Each task runs until it has to wait. Then there is nothing to do before
    // the first deadline, for which this thread sleeps; and so on.
    let mut waited = run_those_ready();
    let peak = meter::memory();
    while let Some(deadline) = next_deadline() {
        thread::sleep(deadline.saturating_duration_since(Instant::now()));
        wake_those_due();
        waited += run_those_ready();
    }
    writeln!(io::stdout(), "{waited} waited")?;
    meter.report(count, second, peak)?;
    Ok(())
}

/// The tasks that can go on. Any thread may wake a task, hence the mutex.
static READY: Mutex<VecDeque<Arc<Task>>> = Mutex::new(VecDeque::new());

/// Who wants to be woken when, the next one on top.
static DEADLINES: Mutex<BinaryHeap<Deadline>> = Mutex::new(BinaryHeap::new());

/// A future, and a place where one thread at a time can drive it on.
struct Task(Mutex<Wait>);

/// `create_task`: nothing has run yet, the task only stands in the queue.
fn spawn(future: Wait) {
    lock(&READY).push_back(Arc::new(Task(Mutex::new(future))));
}

/// In a function, since `while let` would hold the lock during its body.
fn next_ready() -> Option<Arc<Task>> {
    lock(&READY).pop_front()
}

fn next_deadline() -> Option<Instant> {
    lock(&DEADLINES).peek().map(|next| next.at)
}

/// Drives each task in the queue to its next wait; counts those that end.
fn run_those_ready() -> u32 {
    let mut ended = 0;
    while let Some(task) = next_ready() {
        let waker = Waker::from(Arc::clone(&task));
        let mut context = Context::from_waker(&waker);
        let mut future = lock(&task.0);
        if Pin::new(&mut *future).poll(&mut context).is_ready() {
            ended += 1;
        }
        // A task that waits stays alive in its waker, and one that has ended
        // is dropped here: nobody is left who could wake it.
    }
    ended
}

fn wake_those_due() {
    let now = Instant::now();
    let mut deadlines = lock(&DEADLINES);
    while let Some(next) = deadlines.peek_mut()
        && next.at <= now
    {
        PeekMut::pop(next).waker.wake();
    }
}

/// To wake a task is to let it queue up again.
impl Wake for Task {
    fn wake(self: Arc<Self>) {
        lock(&READY).push_back(self);
    }
}

/// The sleep itself: the one thing here that a task can wait for.
struct Wait {
    until: Instant,
}

impl Future for Wait {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if Instant::now() >= self.until {
            return Poll::Ready(());
        }
        let waker = context.waker().clone();
        lock(&DEADLINES).push(Deadline { at: self.until, waker });
        Poll::Pending
    }
}

struct Deadline {
    at: Instant,
    waker: Waker,
}

/// The heap keeps its greatest on top, so the sooner is the greater here.
impl Ord for Deadline {
    fn cmp(&self, other: &Self) -> Ordering {
        other.at.cmp(&self.at)
    }
}

impl PartialOrd for Deadline {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Deadline {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl Eq for Deadline {}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("nobody panics while holding this lock")
}
