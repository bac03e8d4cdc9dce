//! The future of 05 and the queue of its executor: the demo's own files.
//!
//! They import their locks from a module `sync`, and here it has loom's or
//! shuttle's. The planted bugs use parts of these files in the wrong order, or
//! repeat a few lines with one word changed.

use std::future::Future as _;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::task::{Context, Poll, Wake, Waker};

use super::thread;
use sync::{Condvar, Mutex};

// The cases don't call all that these files have.
#[path = "../../05-futures-executor/src/executor/callbacks.rs"]
mod callbacks;
#[path = "../../05-futures-executor/src/executor/error.rs"]
mod error;
#[allow(dead_code)]
#[path = "../../05-futures-executor/src/executor/future.rs"]
mod future;
#[path = "../../05-futures-executor/src/executor/promise.rs"]
mod promise;
#[path = "../../05-futures-executor/src/executor/queue.rs"]
mod queue;
#[allow(dead_code)]
#[path = "../../05-futures-executor/src/executor/waiting.rs"]
mod waiting;

mod sync {
    // An `Arc` of std's: loom's would end the process if a case fails.
    pub use std::sync::Arc;

    pub use super::super::sync::{Condvar, Mutex, MutexGuard, mpsc};
}

use error::Error;
use future::Future;
use promise::Promise;
use queue::Queue;

type Job = Box<dyn FnOnce() + Send>;

/// Two threads wait for one result. Returns the sum of what they get.
pub fn two_waiters() -> u64 {
    let (promise, future) = Promise::new();
    let waiters = [future.clone(), future]
        .map(|future| thread::spawn(move || future.result()));
    promise.keep(|| 1);
    let results = waiters.map(|it| it.join().unwrap());
    results.into_iter().map(|it| it.expect("it is not cancelled")).sum()
}

type Call = Arc<dyn Fn(&Future<u64>) + Send + Sync>;

/// A callback is added while the job is being done. Returns how often it runs.
pub fn callback() -> u64 {
    calls(|future, call| future.add_done_callback(move |it| call(it)))
}

/// Asks under one lock if the job is done, and leaves a callback under another.
pub fn asked_then_left() -> u64 {
    calls(|future, call| {
        if future.done() {
            call(future);
        } else {
            future.lock().callbacks.push(Box::new(move |it| call(it)));
        }
    })
}

/// Leaves the callback first, and also calls it if the job is done by then.
pub fn left_then_asked() -> u64 {
    calls(|future, call| {
        let again = Arc::clone(&call);
        future.lock().callbacks.push(Box::new(move |it| again(it)));
        if future.done() {
            call(future);
        }
    })
}

fn calls(add: fn(&Future<u64>, Call)) -> u64 {
    let calls = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&calls);
    let (promise, future) = Promise::new();
    let worker = thread::spawn(move || promise.keep(|| 1));
    add(
        &future,
        Arc::new(move |_| {
            count.fetch_add(1, Relaxed);
        }),
    );
    worker.join().unwrap();
    calls.load(Relaxed)
}

/// Two threads cancel a job that has not begun. One callback runs.
pub fn two_cancel() -> u64 {
    let calls = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&calls);
    let (_promise, future) = Promise::<u64>::new();
    future.add_done_callback(move |_| {
        count.fetch_add(1, Relaxed);
    });
    let cancel = |future: Future<u64>| thread::spawn(move || future.cancel());
    let cancels = [future.clone(), future].map(cancel);
    let cancelled = cancels.map(|it| it.join().unwrap());
    assert_eq!(cancelled, [true, true]);
    calls.load(Relaxed)
}

/// One thread cancels the job that another does: 1 if it ran, 2 if not.
pub fn cancel() -> u64 {
    ran_or_cancelled(Future::cancel)
}

/// Asks under one lock if the job has begun, and cancels it under another.
pub fn asked_then_cancelled() -> u64 {
    let outcome = ran_or_cancelled(|future| {
        let pending = !future.running() && !future.done();
        if pending {
            future.finish(Err(Error::Cancelled));
        }
        pending
    });
    // A job that ran and was cancelled is wrong.
    u64::from(outcome != 3)
}

fn ran_or_cancelled(cancel: fn(&Future<u64>) -> bool) -> u64 {
    let ran = Arc::new(AtomicBool::new(false));
    let runs = Arc::clone(&ran);
    let (promise, future) = Promise::new();
    let job = move || {
        runs.store(true, Relaxed);
        1
    };
    let worker = thread::spawn(move || promise.keep(job));
    let cancelled = cancel(&future);
    worker.join().unwrap();
    u64::from(ran.load(Relaxed)) + 2 * u64::from(cancelled)
}

/// A task awaits what a thread does. Returns what it gets.
pub fn awaited() -> u64 {
    result_of_task(|future, cx| Pin::new(future).poll(cx))
}

/// Asks under one lock if the job is done, and leaves a waker under another.
pub fn asked_then_slept() -> u64 {
    result_of_task(|future, cx| {
        if future.done() {
            return Poll::Ready(future.result());
        }
        future.lock().wakers.insert(0, cx.waker().clone());
        Poll::Pending
    })
}

type Polled = Poll<Result<u64, Error>>;

/// The smallest event loop: one task, whose thread sleeps until it is woken.
fn result_of_task(
    poll: fn(&mut Future<u64>, &mut Context<'_>) -> Polled,
) -> u64 {
    let (promise, mut future) = Promise::new();
    let worker = thread::spawn(move || promise.keep(|| 1));
    let alarm = Arc::new(Alarm::default());
    let waker = Waker::from(Arc::clone(&alarm));
    let mut cx = Context::from_waker(&waker);
    let result = loop {
        match poll(&mut future, &mut cx) {
            Poll::Ready(result) => break result,
            Poll::Pending => alarm.wait(),
        }
    };
    worker.join().unwrap();
    result.expect("it is not cancelled")
}

#[derive(Default)]
struct Alarm {
    rung: Mutex<bool>,
    rings: Condvar,
}

impl Alarm {
    fn wait(&self) {
        let mut rung = self.rung.lock().unwrap();
        while !*rung {
            rung = self.rings.wait(rung).unwrap();
        }
        *rung = false;
    }
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        *self.rung.lock().unwrap() = true;
        self.rings.notify_one();
    }
}

/// Two workers take numbers until the queue is closed. Returns their sum.
pub fn queue(numbers: u64) -> u64 {
    let queue = Arc::new(Queue::new());
    let workers = [(); 2].map(|()| {
        let queue = Arc::clone(&queue);
        thread::spawn(move || {
            let mut sum = 0;
            while let Some(number) = queue.pop() {
                sum += number;
            }
            sum
        })
    });
    (1..=numbers).for_each(|number| queue.push(number));
    queue.close();
    workers.map(|it| it.join().unwrap()).iter().sum()
}

/// One worker, and a shutdown that cancels. Returns how many jobs were done.
pub fn shutdown_and_cancel(jobs: u64) -> u64 {
    let queue = Arc::new(Queue::<Job>::new());
    let jobs_of_worker = Arc::clone(&queue);
    let worker = thread::spawn(move || {
        while let Some(job) = jobs_of_worker.pop() {
            job();
        }
    });
    let submit = |number| {
        let (promise, future) = Promise::new();
        queue.push(Box::new(move || promise.keep(move || number)));
        future
    };
    let futures: Vec<_> = (0..jobs).map(submit).collect();
    drop(queue.take());
    queue.close();
    worker.join().unwrap();
    // If one of the jobs had no end, this would wait for ever.
    futures.iter().map(|it| u64::from(it.result().is_ok())).sum()
}

/// A door at which two threads wait, as they wait for a future.
struct Door {
    open: Mutex<bool>,
    opens: Condvar,
}

/// Only one of the two threads is woken.
pub fn notified_one() -> u64 {
    at_the_door(
        |door| {
            let mut open = door.open.lock().unwrap();
            while !*open {
                open = door.opens.wait(open).unwrap();
            }
        },
        |door| {
            *door.open.lock().unwrap() = true;
            door.opens.notify_one();
        },
    )
}

/// Asks under one lock if the door is open, and waits under another.
pub fn asked_then_waited() -> u64 {
    at_the_door(
        |door| {
            let open = *door.open.lock().unwrap();
            if !open {
                let guard = door.open.lock().unwrap();
                drop(door.opens.wait(guard));
            }
        },
        |door| {
            *door.open.lock().unwrap() = true;
            door.opens.notify_all();
        },
    )
}

/// Two threads wait. Returns how many get through.
fn at_the_door(wait: fn(&Door), open: fn(&Door)) -> u64 {
    let door = Door { open: Mutex::new(false), opens: Condvar::new() };
    let door = Arc::new(door);
    let waiters = [(); 2].map(|()| {
        let door = Arc::clone(&door);
        thread::spawn(move || wait(&door))
    });
    open(&door);
    waiters.map(|it| it.join().unwrap()).len() as u64
}
