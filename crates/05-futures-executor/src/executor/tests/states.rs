//! States, cancelling, and results.

use std::panic;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::*;

#[test]
fn a_clone_is_of_the_same_job() {
    let (executor, _first, _gate) = busy();
    let second = executor.submit(|| "second");
    let clone = second.clone();
    assert!(clone.cancel());
    assert!(second.cancelled());
}

#[test]
fn a_cancelled_job_never_runs() {
    let (executor, _first, gate) = busy();
    let (sender, runs) = mpsc::channel();
    let second = executor.submit(move || sender.send("it runs").unwrap());
    assert!(second.cancel());
    gate.open();
    drop(executor);
    assert!(runs.try_recv().is_err(), "the job ran although it was cancelled");
    assert!(second.cancel(), "it stays cancelled when the worker skips it");
}

#[test]
fn a_late_cancel_changes_nothing() {
    let (_executor, first, gate) = busy();
    assert!(!first.cancel(), "the job runs");
    gate.open();
    assert_eq!(first.result_timeout(LONG), Ok("first"));
    assert!(!first.cancel(), "the job is done");
    assert_eq!(first.result_timeout(LONG), Ok("first"));
}

#[test]
fn result_timeout_may_be_called_again() {
    let (_executor, first, gate) = busy();
    let soon = Duration::from_millis(1);
    assert_eq!(first.result_timeout(soon), Err(Error::TimedOut));
    assert_eq!(first.result_timeout(Duration::ZERO), Err(Error::TimedOut));
    assert!(first.running());
    gate.open();
    assert_eq!(first.result_timeout(LONG), Ok("first"));
}

#[test]
fn a_limit_beyond_the_clock_is_no_limit() {
    let executor = executor(1);
    let future = executor.submit(|| 42);
    let waiter = spawn(move || future.result_timeout(Duration::MAX));
    assert_eq!(waiter.recv_timeout(LONG), Ok(Ok(42)));
}

#[test]
fn a_cancel_wakes_the_waiters() {
    let (executor, _first, _gate) = busy();
    let second = executor.submit(|| "second");
    let future = second.clone();
    let waiter = spawn(move || future.result());
    assert!(second.cancel());
    assert_eq!(waiter.recv_timeout(LONG), Ok(Err(Error::Cancelled)));
}

#[test]
fn ten_threads_may_wait_for_one_result() {
    let (_executor, first, gate) = busy();
    let waiters = [(); 10].map(|()| {
        let first = first.clone();
        spawn(move || first.result())
    });
    gate.open();
    for waiter in waiters {
        assert_eq!(waiter.recv_timeout(LONG), Ok(Ok("first")));
    }
}

#[test]
fn a_panic_keeps_its_message() {
    let executor = executor(1);
    let text = executor.submit(|| -> i32 { panic!("plain text") });
    let formatted = executor.submit(|| -> i32 { panic!("text {}", 7) });
    let other = executor.submit(|| -> i32 { std::panic::panic_any(7) });
    for _ in 0..2 {
        assert_eq!(text.result_timeout(LONG), panicked("plain text"));
        assert_eq!(formatted.result_timeout(LONG), panicked("text 7"));
        assert_eq!(other.result_timeout(LONG), panicked("no message"));
    }
    let error = text.result().unwrap_err().to_string();
    assert_eq!(error, "the job panicked: plain text");
}

#[test]
fn a_job_may_return_an_error() {
    let executor = executor(1);
    let future = executor.submit(|| "x".parse::<u8>());
    assert!(future.result_timeout(LONG).unwrap().is_err());
}

#[test]
fn a_clone_that_panics_leaves_the_future_usable() {
    struct Prickly;
    static PRICKLY: AtomicBool = AtomicBool::new(true);
    impl Clone for Prickly {
        fn clone(&self) -> Self {
            if PRICKLY.load(Relaxed) { fail("no clone") } else { Self }
        }
    }
    let executor = executor(1);
    let future = executor.submit(|| Prickly);
    let asker = future.clone();
    let asker = thread::spawn(move || drop(asker.result_timeout(LONG)));
    asker.join().unwrap_err();
    PRICKLY.store(false, Relaxed);
    assert!(future.done());
    assert!(future.result().is_ok());
}

#[test]
fn a_clone_may_ask_its_own_future() {
    struct Curious(mpsc::Sender<bool>, Future<Curious>);
    impl Clone for Curious {
        fn clone(&self) -> Self {
            self.0.send(self.1.done()).unwrap();
            Self(self.0.clone(), self.1.clone())
        }
    }
    let (sender, answers) = mpsc::channel();
    let (promise, future) = promise();
    let own = future.clone();
    promise.keep(move || Curious(sender, own));
    let asker = spawn(move || future.result().is_ok());
    assert_eq!(asker.recv_timeout(LONG), Ok(true));
    assert_eq!(answers.try_recv(), Ok(true));
}

#[test]
fn a_payload_that_panics_when_dropped_is_a_panic_like_others() {
    /// Its drop panics with another one, and so on.
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic::resume_unwind(Box::new(Self));
        }
    }
    let executor = executor(1);
    let future = executor.submit(|| panic::resume_unwind(Box::new(Bomb)));
    let result: Result<i32, _> = future.result_timeout(LONG);
    assert_eq!(result, panicked("no message"));
    future.add_done_callback(|_| panic::resume_unwind(Box::new(Bomb)));
    let next = executor.submit(|| "the worker goes on");
    assert_eq!(next.result_timeout(LONG), Ok("the worker goes on"));
}

#[test]
fn a_future_shows_its_state() {
    let (executor, first, gate) = busy();
    let second = executor.submit(|| 2);
    let third = executor.submit(|| fail::<u8>("third"));
    let shown = |future: &dyn std::fmt::Debug| {
        let text = format!("{future:?}");
        text.split_once(" state=").unwrap().1.to_owned()
    };
    assert_eq!(shown(&first), "running>");
    assert_eq!(shown(&second), "pending>");
    second.cancel();
    assert_eq!(shown(&second), "cancelled>");
    gate.open();
    drop(executor);
    assert_eq!(shown(&first), "finished returned &str>");
    assert_eq!(shown(&third), "finished raised Panicked>");
}

#[test]
fn a_dropped_promise_cancels_its_future() {
    let (promise, future) = promise::<i32>();
    drop(promise);
    assert_eq!(future.result_timeout(LONG), Err(Error::Cancelled));
}

#[test]
fn a_promise_does_its_job_although_its_future_was_dropped() {
    let (promise, future) = promise();
    drop(future);
    let (sender, runs) = mpsc::channel();
    promise.keep(move || sender.send(42).unwrap());
    assert_eq!(runs.try_recv(), Ok(42));
}
