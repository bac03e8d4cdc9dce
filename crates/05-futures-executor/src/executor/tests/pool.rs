//! Threads, the executor's end, and what it drops.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use super::*;

#[test]
fn an_executor_without_workers_is_an_error() {
    let error = Executor::new(0).err().unwrap().to_string();
    assert_eq!(error, "an executor needs at least one worker");
}

#[test]
fn a_worker_has_a_name() {
    let executor = executor(1);
    let name = || thread::current().name().map(ToOwned::to_owned);
    let name = executor.submit(name).result_timeout(LONG).unwrap();
    assert_eq!(name.as_deref(), Some("worker 1"));
}

#[test]
fn one_worker_does_the_jobs_in_their_order() {
    let executor = executor(1);
    let (sender, numbers) = mpsc::channel();
    for number in 0..100 {
        let sender = sender.clone();
        executor.submit(move || sender.send(number).unwrap());
    }
    drop(executor);
    assert_eq!(numbers.try_iter().collect::<Vec<_>>(), Vec::from_iter(0..100));
}

#[test]
fn a_job_that_panics_does_not_end_its_thread() {
    let executor = executor(1);
    for _ in 0..10 {
        let id = executor.submit(|| thread::current().id());
        let failed = executor.submit(|| fail::<i32>("job"));
        assert_eq!(failed.result_timeout(LONG), panicked("job"));
        let next = executor.submit(|| thread::current().id());
        assert_eq!(id.result_timeout(LONG), next.result_timeout(LONG));
    }
}

#[test]
fn a_result_that_panics_when_dropped_does_not_end_its_thread() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            fail::<()>("dropped");
        }
    }
    let executor = executor(1);
    let (gate, waiter) = gate::new();
    let future = executor.submit(move || {
        waiter.wait();
        Bomb
    });
    // The future is dropped before it has a result.
    drop(future);
    gate.open();
    assert_eq!(executor.submit(|| 42).result_timeout(LONG), Ok(42));
}

#[test]
fn an_executor_without_jobs_ends_at_once() {
    for end in [drop, Executor::shutdown, Executor::shutdown_and_cancel] {
        let ended = spawn(move || end(executor(3)));
        assert_eq!(ended.recv_timeout(LONG), Ok(()));
    }
}

#[test]
fn a_job_runs_although_its_future_was_dropped() {
    let count = Arc::new(AtomicUsize::new(0));
    let executor = executor(2);
    for _ in 0..100 {
        let count = Arc::clone(&count);
        drop(executor.submit(move || count.fetch_add(1, Relaxed)));
    }
    drop(executor);
    assert_eq!(count.load(Relaxed), 100);
}

#[test]
fn a_shutdown_that_cancels_wakes_the_waiters() {
    let (executor, _first, gate) = busy();
    let queued = executor.submit(|| "queued");
    let future = queued.clone();
    let waiter = spawn(move || future.result());
    queued.add_done_callback(move |_| gate.open());
    executor.shutdown_and_cancel();
    assert_eq!(waiter.recv_timeout(LONG), Ok(Err(Error::Cancelled)));
}

#[test]
fn a_job_is_dropped_before_its_result_is_there() {
    let witness = Arc::new(());
    let weak = Arc::downgrade(&witness);
    let executor = executor(1);
    let future = executor.submit(move || drop(witness));
    assert_eq!(future.result_timeout(LONG), Ok(()));
    assert!(weak.upgrade().is_none());
}

#[test]
fn a_cancelled_job_is_dropped_when_the_worker_skips_it() {
    let witness = Arc::new(());
    let weak = Arc::downgrade(&witness);
    let (executor, _first, gate) = busy();
    assert!(executor.submit(move || drop(witness)).cancel());
    let last = executor.submit(|| "last");
    gate.open();
    assert_eq!(last.result_timeout(LONG), Ok("last"));
    assert!(weak.upgrade().is_none());
}

#[test]
fn a_job_may_drop_the_last_handle_of_its_executor() {
    let executor = Arc::new(executor(2));
    let (gate, waiter) = gate::new();
    let own = Arc::clone(&executor);
    let first = executor.submit(move || {
        waiter.wait();
        drop(own);
        "first"
    });
    gate.wait_until_reached();
    // The other worker waits for the first job, which must not wait for it.
    let asked = first.clone();
    let second = executor.submit(move || asked.result());
    let third = executor.submit(|| "third");
    drop(executor);
    gate.open();
    assert_eq!(first.result_timeout(LONG), Ok("first"));
    assert_eq!(second.result_timeout(LONG), Ok(Ok("first")));
    assert_eq!(third.result_timeout(LONG), Ok("third"));
}

#[test]
fn jobs_that_panic_when_dropped_are_all_cancelled() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            fail::<()>("dropped");
        }
    }
    let (executor, _first, gate) = busy();
    let queued = [Bomb, Bomb].map(|bomb| executor.submit(|| drop(bomb)));
    queued[1].add_done_callback(move |_| gate.open());
    let ended = spawn(move || executor.shutdown_and_cancel());
    assert_eq!(ended.recv_timeout(LONG), Ok(()));
    assert!(queued.iter().all(Future::cancelled));
}
