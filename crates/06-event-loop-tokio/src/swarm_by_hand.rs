//! Ten thousand tasks wait for a second, on an event loop of our own.
//!
//! An event loop is a queue of tasks that can run, a heap of deadlines, and a
//! loop, here `run`, which sleeps until the next deadline. A future that has to
//! wait leaves its *waker* with the deadline, and calling the waker puts the
//! task back into the queue. A real loop also waits for sockets, at the place
//! where this one sleeps.
//!
//! Python's counterpart is a generator, which says `yield` where this future
//! says `Pending`. Nothing here is tokio's. std has no event loop, but it has
//! `Future`, `Poll` and `Waker`, on which every loop is built.
//!
//! Run:    just run 06-event-loop-tokio swarm-by-hand 10000
//! Output: the same in every run
//! Source: A3, on very many tasks on one event loop

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::{Duration, Instant};

use instruments::Meter;

/// The tasks that can run. Any thread may wake a task, hence the mutex.
static READY: Mutex<VecDeque<Arc<Task>>> = Mutex::new(VecDeque::new());

/// What the tasks wait for.
static TIMERS: Mutex<Timers> =
    Mutex::new(Timers { deadlines: BinaryHeap::new(), wakers: Vec::new() });

struct Timers {
    /// Each with the number of its waker. A heap has its greatest on top, and
    /// `Reverse` its smallest: the next deadline.
    deadlines: BinaryHeap<Reverse<(Instant, usize)>>,
    /// A waker is taken out when its deadline has come.
    wakers: Vec<Option<Waker>>,
}

pub fn run(second: Duration, count: u32) {
    let meter = Meter::of_tasks();
    for _ in 0..count {
        spawn(Wait { until: Instant::now() + second });
    }
    // Each task runs until it has to wait. Then there is nothing to run before
    // the first deadline, so this thread sleeps until then; and so on.
    let mut waited = run_ready();
    let peak = meter.memory_now();
    while let Some(deadline) = next_deadline() {
        thread::sleep(deadline.saturating_duration_since(Instant::now()));
        wake_due();
        waited += run_ready();
    }
    println!("{waited} waited");
    meter.report(count, second, peak);
}

/// A future, which one thread at a time can run.
struct Task(Mutex<Wait>);

/// `create_task`: the task is queued, and has not run yet.
fn spawn(future: Wait) {
    READY.lock().unwrap().push_back(Arc::new(Task(Mutex::new(future))));
}

/// Runs each task in the queue to its next wait; counts those that end.
fn run_ready() -> u32 {
    let mut ended = 0;
    while let Some(task) = next_ready() {
        let waker = Waker::from(Arc::clone(&task));
        let mut context = Context::from_waker(&waker);
        let mut future = task.0.lock().unwrap();
        // A task that waits is kept by its waker. One that has ended has no
        // waker any more, and is dropped here.
        if Pin::new(&mut *future).poll(&mut context).is_ready() {
            ended += 1;
        }
    }
    ended
}

/// A function, since `while let` would keep the lock while the task runs.
fn next_ready() -> Option<Arc<Task>> {
    READY.lock().unwrap().pop_front()
}

fn next_deadline() -> Option<Instant> {
    let timers = TIMERS.lock().unwrap();
    timers.deadlines.peek().map(|Reverse((deadline, _))| *deadline)
}

/// Wakes the tasks whose deadlines have come.
fn wake_due() {
    let now = Instant::now();
    let mut timers = TIMERS.lock().unwrap();
    while let Some(&Reverse((deadline, number))) = timers.deadlines.peek()
        && deadline <= now
    {
        timers.deadlines.pop();
        if let Some(waker) = timers.wakers[number].take() {
            waker.wake();
        }
    }
}

/// A task that is woken goes back into the queue.
impl Wake for Task {
    fn wake(self: Arc<Self>) {
        READY.lock().unwrap().push_back(self);
    }
}

/// The sleep, which is all that a task can wait for here.
struct Wait {
    until: Instant,
}

impl Future for Wait {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if Instant::now() >= self.until {
            return Poll::Ready(());
        }
        let mut timers = TIMERS.lock().unwrap();
        let number = timers.wakers.len();
        timers.wakers.push(Some(context.waker().clone()));
        timers.deadlines.push(Reverse((self.until, number)));
        Poll::Pending
    }
}
