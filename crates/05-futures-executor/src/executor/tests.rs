//! What the executor and its futures promise, by gates and not by the clock.

use std::collections::HashSet;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use super::{Error, Executor, Future};

/// Long enough never to matter: a test that waits for it has failed.
const LONG: Duration = Duration::from_secs(60);

/// An executor whose only worker is busy until the sender is dropped.
fn busy() -> (Executor, Future<&'static str>, mpsc::Sender<()>) {
    let executor = Executor::new(1);
    let (open, gate) = mpsc::channel::<()>();
    let (begin, begun) = mpsc::channel();
    let first = executor.submit(move || {
        begin.send(()).unwrap();
        gate.recv().unwrap_err();
        "first"
    });
    begun.recv().unwrap();
    (executor, first, open)
}

#[test]
fn done_is_false_while_running_and_true_when_finished() {
    let (_executor, first, open) = busy();
    assert!(!first.done());
    drop(open);
    assert_eq!(first.result(), Ok("first"));
    assert!(first.done());
}

#[test]
fn done_is_false_while_pending() {
    let (executor, _first, open) = busy();
    let second = executor.submit(|| "second");
    assert!(!second.done());
    drop(open);
    assert_eq!(second.result(), Ok("second"));
}

#[test]
fn result_may_be_asked_again() {
    let future = Executor::new(1).submit(|| 42);
    assert_eq!(future.result(), Ok(42));
    assert_eq!(future.result(), Ok(42));
}

#[test]
fn result_timeout_gives_up_and_can_be_asked_again() {
    let (_executor, first, open) = busy();
    let soon = Duration::from_millis(1);
    assert_eq!(first.result_timeout(soon), Err(Error::TimedOut));
    assert_eq!(first.result_timeout(Duration::ZERO), Err(Error::TimedOut));
    drop(open);
    assert_eq!(first.result_timeout(LONG), Ok("first"));
}

#[test]
fn a_pending_job_can_be_cancelled_and_never_runs() {
    let (executor, _first, open) = busy();
    let (tell, told) = mpsc::channel();
    let second = executor.submit(move || tell.send("it runs").unwrap());
    assert!(second.cancel());
    assert!(second.cancel(), "cancelling twice is fine");
    assert!(second.done());
    assert_eq!(second.result(), Err(Error::Cancelled));
    drop(open);
    drop(executor);
    assert!(told.recv().is_err(), "the job ran although it was cancelled");
}

#[test]
fn a_running_job_cannot_be_cancelled() {
    let (_executor, first, open) = busy();
    assert!(!first.cancel());
    drop(open);
    assert_eq!(first.result(), Ok("first"));
    assert!(!first.cancel(), "nor can one that is done");
}

#[test]
fn a_panic_reaches_whoever_asks_and_the_worker_lives_on() {
    let executor = Executor::new(1);
    let text = executor.submit(|| -> i32 { panic!("plain text") });
    let formatted = executor.submit(|| -> i32 { panic!("text {}", 7) });
    let other = executor.submit(|| -> i32 { std::panic::panic_any(7) });
    let panicked = |text: &str| Err(Error::Panicked(text.to_owned()));
    assert_eq!(text.result(), panicked("plain text"));
    assert_eq!(formatted.result(), panicked("text 7"));
    assert_eq!(other.result(), panicked("no message"));
    assert_eq!(executor.submit(|| 1).result(), Ok(1));
}

#[test]
fn dropping_the_executor_waits_for_every_job() {
    let executor = Executor::new(2);
    let futures: Vec<_> =
        (0..100).map(|n| executor.submit(move || n)).collect();
    drop(executor);
    assert!(futures.iter().all(Future::done));
}

#[test]
fn threads_are_used_again() {
    let executor = Executor::new(3);
    let futures: Vec<_> =
        (0..100).map(|_| executor.submit(|| thread::current().id())).collect();
    let ids: HashSet<_> =
        futures.iter().map(|future| future.result().unwrap()).collect();
    assert!(ids.len() <= 3, "100 jobs ran in {} threads", ids.len());
}

#[test]
fn two_threads_may_wait_for_one_result() {
    let (_executor, first, open) = busy();
    let waiters: Vec<_> = (0..2)
        .map(|_| {
            let first = first.clone();
            thread::spawn(move || first.result())
        })
        .collect();
    drop(open);
    for waiter in waiters {
        assert_eq!(waiter.join().unwrap(), Ok("first"));
    }
}

#[test]
fn awaiting_wakes_the_task_when_the_job_is_done() {
    let (_executor, first, open) = busy();
    let task = thread::spawn(move || pollster::block_on(first));
    drop(open);
    assert_eq!(task.join().unwrap(), Ok("first"));
}

#[test]
fn awaiting_a_cancelled_job_is_an_error() {
    let (executor, _first, open) = busy();
    let second = executor.submit(|| "second");
    let waiter = second.clone();
    let task = thread::spawn(move || pollster::block_on(waiter));
    assert!(second.cancel());
    assert_eq!(task.join().unwrap(), Err(Error::Cancelled));
    drop(open);
}

#[test]
fn the_job_is_dropped_before_its_result_is_there() {
    let witness = Arc::new(());
    let weak = Arc::downgrade(&witness);
    let future = Executor::new(1).submit(move || drop(witness));
    assert_eq!(future.result(), Ok(()));
    assert!(weak.upgrade().is_none());
}
