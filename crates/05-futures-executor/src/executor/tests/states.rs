//! States, cancelling, and results.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::super::promise::Promise;
use super::*;

#[test]
fn six_states_and_what_a_future_answers_in_each() {
    let (executor, _, open) = busy();
    let skipped = executor.submit(|| "skipped");
    assert!(skipped.cancel());
    let failed = executor.submit(|| fail("failed"));
    let finished = executor.submit(|| "finished");
    drop(open);
    finished.result().unwrap();
    let (running, open) = begin(&executor, "running");
    let pending = executor.submit(|| "pending");
    let cancelled = executor.submit(|| "cancelled");
    assert!(cancelled.cancel());

    let late = || Err(Error::TimedOut);
    let gone = || Err(Error::Cancelled);
    for (name, future, done, is_running, is_cancelled, result, cancel) in [
        ("pending", &pending, false, false, false, late(), true),
        ("running", &running, false, true, false, late(), false),
        ("cancelled", &cancelled, true, false, true, gone(), true),
        ("skipped", &skipped, true, false, true, gone(), true),
        ("failed", &failed, true, false, false, panicked("failed"), false),
        ("finished", &finished, true, false, false, Ok("finished"), false),
    ] {
        assert_eq!(future.done(), done, "{name}");
        assert_eq!(future.running(), is_running, "{name}");
        assert_eq!(future.cancelled(), is_cancelled, "{name}");
        for _ in 0..2 {
            let found = future.result_timeout(Duration::ZERO);
            assert_eq!(found, result, "{name}");
        }
        assert_eq!(future.cancel(), cancel, "{name}");
    }
    drop(open);
}

#[test]
fn clones_speak_of_the_same_job() {
    let (executor, _first, open) = busy();
    let second = executor.submit(|| "second");
    let clone = second.clone();
    assert!(clone.cancel());
    assert!(second.cancelled());
    drop(open);
}

#[test]
fn a_cancelled_job_never_runs() {
    let (executor, _first, open) = busy();
    let (tell, told) = mpsc::channel();
    let second = executor.submit(move || tell.send("it runs").unwrap());
    assert!(second.cancel());
    drop(open);
    drop(executor);
    assert!(told.recv().is_err(), "the job ran although it was cancelled");
    assert!(second.cancel(), "still cancelled, after the worker's visit");
}

#[test]
fn one_that_was_to_be_cancelled_too_late_goes_on() {
    let (_executor, first, open) = busy();
    assert!(!first.cancel());
    drop(open);
    assert_eq!(first.result(), Ok("first"));
    assert!(!first.cancel(), "nor can one that is done");
    assert_eq!(first.result(), Ok("first"));
}

#[test]
fn result_may_be_asked_again() {
    let future = Executor::new(1).unwrap().submit(|| 42);
    assert_eq!(future.result(), Ok(42));
    assert_eq!(future.result(), Ok(42));
    assert_eq!(future.result_timeout(Duration::ZERO), Ok(42));
}

#[test]
fn result_timeout_gives_up_and_can_be_asked_again() {
    let (_executor, first, open) = busy();
    let soon = Duration::from_millis(1);
    assert_eq!(first.result_timeout(soon), Err(Error::TimedOut));
    assert_eq!(first.result_timeout(Duration::ZERO), Err(Error::TimedOut));
    assert!(first.running(), "the job goes on");
    drop(open);
    assert_eq!(first.result_timeout(LONG), Ok("first"));
}

#[test]
fn a_limit_beyond_the_clock_is_none() {
    let future = Executor::new(1).unwrap().submit(|| 42);
    assert_eq!(future.result_timeout(Duration::MAX), Ok(42));
}

#[test]
fn cancelling_wakes_those_who_wait() {
    let (executor, _first, open) = busy();
    let second = executor.submit(|| "second");
    let waiter = second.clone();
    let waiter = std::thread::spawn(move || waiter.result());
    assert!(second.cancel());
    assert_eq!(waiter.join().unwrap(), Err(Error::Cancelled));
    drop(open);
}

#[test]
fn many_threads_may_wait_for_one_result() {
    let (_executor, first, open) = busy();
    let wait = |_| {
        let first = first.clone();
        std::thread::spawn(move || first.result_timeout(LONG))
    };
    let waiters: Vec<_> = (0..10).map(wait).collect();
    drop(open);
    for waiter in waiters {
        assert_eq!(waiter.join().unwrap(), Ok("first"));
    }
}

#[test]
fn a_panic_reaches_whoever_asks_with_its_text() {
    let executor = Executor::new(1).unwrap();
    let text = executor.submit(|| -> i32 { panic!("plain text") });
    let formatted = executor.submit(|| -> i32 { panic!("text {}", 7) });
    let other = executor.submit(|| -> i32 { std::panic::panic_any(7) });
    for _ in 0..2 {
        assert_eq!(text.result(), panicked("plain text"));
        assert_eq!(formatted.result(), panicked("text 7"));
        assert_eq!(other.result(), panicked("no message"));
    }
    let error = text.result().unwrap_err().to_string();
    assert_eq!(error, "the job panicked: plain text");
}

#[test]
fn an_error_is_a_result_like_any_other() {
    let job = || "x".parse::<u8>();
    let future = Executor::new(1).unwrap().submit(job);
    assert!(future.result().unwrap().is_err());
}

#[test]
fn a_clone_that_panics_hurts_only_the_asker() {
    struct Prickly;
    static PRICKLY: AtomicBool = AtomicBool::new(true);
    impl Clone for Prickly {
        fn clone(&self) -> Self {
            if PRICKLY.load(Relaxed) { fail("no clone") } else { Self }
        }
    }
    let future = Executor::new(1).unwrap().submit(|| Prickly);
    let asker = future.clone();
    std::thread::spawn(move || drop(asker.result())).join().unwrap_err();
    PRICKLY.store(false, Relaxed);
    assert!(future.done());
    assert!(future.result().is_ok());
}

#[test]
fn a_promise_thrown_away_is_cancelled() {
    let (promise, future) = Promise::<i32>::new();
    drop(promise);
    assert_eq!(future.result(), Err(Error::Cancelled));
}

#[test]
fn a_promise_is_kept_although_the_future_is_gone() {
    let (promise, future) = Promise::new();
    drop(future);
    let (tell, told) = mpsc::channel();
    promise.keep(move || tell.send(42).unwrap());
    assert_eq!(told.recv(), Ok(42));
}

#[test]
fn awaiting_wakes_the_task_when_the_job_is_done() {
    let (_executor, first, open) = busy();
    let task = std::thread::spawn(move || pollster::block_on(first));
    drop(open);
    assert_eq!(task.join().unwrap(), Ok("first"));
}

#[test]
fn awaiting_a_cancelled_job_is_an_error() {
    let (executor, _first, open) = busy();
    let second = executor.submit(|| "second");
    let waiter = second.clone();
    let task = std::thread::spawn(move || pollster::block_on(waiter));
    assert!(second.cancel());
    assert_eq!(task.join().unwrap(), Err(Error::Cancelled));
    drop(open);
}
