//! Threads, and the executor's end.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Barrier};
use std::thread;

use super::*;

#[test]
fn no_workers_are_an_error() {
    let error = Executor::new(0).err().unwrap().to_string();
    assert_eq!(error, "an executor needs at least one worker");
}

#[test]
fn threads_are_used_again() {
    let executor = Executor::new(3).unwrap();
    let ids: HashSet<_> = (0..100)
        .map(|_| executor.submit(|| thread::current().id()).result().unwrap())
        .collect();
    assert!(ids.len() <= 3, "100 jobs ran in {} threads", ids.len());
}

#[test]
fn a_saturated_executor_keeps_to_its_threads() {
    let executor = Executor::new(4).unwrap();
    // Only four at a time get past here, and only all four together.
    let barrier = Barrier::new(4);
    let meet = move |_| {
        barrier.wait();
        thread::current().id()
    };
    let ids = executor.map(meet, 0..15 * 4, Some(LONG));
    let ids: Result<HashSet<_>, _> = ids.collect();
    assert_eq!(ids.unwrap().len(), 4);
}

#[test]
fn one_worker_does_the_jobs_in_their_order() {
    let executor = Executor::new(1).unwrap();
    let (tell, told) = mpsc::channel();
    for number in 0..100 {
        let tell = tell.clone();
        executor.submit(move || tell.send(number).unwrap());
    }
    drop((executor, tell));
    assert_eq!(told.iter().collect::<Vec<_>>(), Vec::from_iter(0..100));
}

#[test]
fn a_worker_outlives_a_panic() {
    let executor = Executor::new(1).unwrap();
    for _ in 0..10 {
        let id = executor.submit(|| thread::current().id());
        let failed = executor.submit(|| fail::<i32>("job"));
        assert_eq!(failed.result(), panicked("job"));
        let next = executor.submit(|| thread::current().id());
        assert_eq!(id.result(), next.result());
    }
}

#[test]
fn a_worker_outlives_a_result_that_panics_when_dropped() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            fail::<()>("dropped");
        }
    }
    let executor = Executor::new(1).unwrap();
    let (open, gate) = mpsc::channel::<()>();
    let future = executor.submit(move || {
        gate.recv().unwrap_err();
        Bomb
    });
    // Nobody wants the result any more, before there is one.
    drop(future);
    drop(open);
    assert_eq!(executor.submit(|| 42).result_timeout(LONG), Ok(42));
}

#[test]
fn dropping_the_executor_waits_for_every_job() {
    for end in [drop, Executor::shutdown] {
        let executor = Executor::new(2).unwrap();
        let futures: Vec<_> =
            (0..100).map(|n| executor.submit(move || n)).collect();
        end(executor);
        assert!(futures.iter().all(Future::done));
        assert!(!futures.iter().any(Future::cancelled));
    }
}

#[test]
fn an_executor_without_jobs_ends_at_once() {
    for end in [drop, Executor::shutdown, Executor::shutdown_and_cancel] {
        end(Executor::new(3).unwrap());
    }
}

#[test]
fn jobs_whose_futures_are_dropped_run_all_the_same() {
    let count = Arc::new(AtomicUsize::new(0));
    let executor = Executor::new(2).unwrap();
    for _ in 0..100 {
        let count = Arc::clone(&count);
        drop(executor.submit(move || count.fetch_add(1, Relaxed)));
    }
    drop(executor);
    assert_eq!(count.load(Relaxed), 100);
}

#[test]
fn shutdown_may_cancel_what_has_not_begun() {
    let (executor, first, open) = busy();
    let queued: Vec<_> = (0..10).map(|n| executor.submit(move || n)).collect();
    // The shutdown waits for the first, whose gate opens when it has begun.
    queued[9].add_done_callback(move |_| drop(open));
    executor.shutdown_and_cancel();
    assert_eq!(first.result(), Ok("first"));
    assert!(queued.iter().all(Future::cancelled));
}

#[test]
fn those_who_wait_hear_of_a_shutdown_that_cancels() {
    let (executor, _first, open) = busy();
    let queued = executor.submit(|| "queued");
    let waiter = queued.clone();
    let waiter = thread::spawn(move || waiter.result());
    queued.add_done_callback(move |_| drop(open));
    executor.shutdown_and_cancel();
    assert_eq!(waiter.join().unwrap(), Err(Error::Cancelled));
}

#[test]
fn the_job_is_dropped_before_its_result_is_there() {
    let witness = Arc::new(());
    let weak = Arc::downgrade(&witness);
    let future = Executor::new(1).unwrap().submit(move || drop(witness));
    assert_eq!(future.result(), Ok(()));
    assert!(weak.upgrade().is_none());
}

#[test]
fn a_cancelled_job_is_dropped_when_the_worker_skips_it() {
    let witness = Arc::new(());
    let weak = Arc::downgrade(&witness);
    let (executor, _first, open) = busy();
    assert!(executor.submit(move || drop(witness)).cancel());
    let last = executor.submit(|| "last");
    drop(open);
    assert_eq!(last.result(), Ok("last"));
    assert!(weak.upgrade().is_none());
}

#[test]
fn no_worker_keeps_a_result_that_nobody_wants() {
    let executor = Executor::new(1).unwrap();
    let result = Arc::new(());
    let weak = Arc::downgrade(&result);
    let future = executor.submit(move || result);
    drop(future.result());
    drop(future);
    // When the next job has begun, the worker is through with this one.
    assert_eq!(executor.submit(|| 42).result(), Ok(42));
    assert!(weak.upgrade().is_none());
}
