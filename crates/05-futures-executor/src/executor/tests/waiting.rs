//! `wait`, `as_completed` and `map`.

use super::super::waiting::{Until, as_completed, wait};
use super::*;

const NOW: Option<Duration> = Some(Duration::ZERO);
const SOON: Option<Duration> = Some(LONG);

/// A job in each state. The gate is dropped first, and the executor last.
struct Jobs {
    gate: Gate,
    running: Future<u32>,
    pending: Future<u32>,
    cancelled: Future<u32>,
    failed: Future<u32>,
    finished: Future<u32>,
    executor: Executor,
}

fn jobs() -> Jobs {
    let executor = executor(1);
    let failed = executor.submit(|| fail("failed"));
    let finished = executor.submit(|| 5);
    let (running, gate) = begin(&executor, 1);
    let pending = executor.submit(|| 2);
    let cancelled = executor.submit(|| 3);
    cancelled.cancel();
    Jobs { gate, running, pending, cancelled, failed, finished, executor }
}

fn ids(futures: &[Future<u32>]) -> Vec<usize> {
    futures.iter().map(Future::id).collect()
}

#[test]
fn wait_returns_the_done_futures_in_the_order_given() {
    let jobs = jobs();
    let Jobs { running, pending, cancelled, failed, finished, .. } = &jobs;
    use Until::{AllCompleted, FirstCompleted, FirstFailed};
    for (futures, until, limit, done) in [
        (&[running, cancelled][..], FirstCompleted, SOON, &[cancelled][..]),
        (&[running, failed], FirstCompleted, SOON, &[failed]),
        (&[running, pending], FirstCompleted, NOW, &[]),
        (&[finished, cancelled], FirstFailed, SOON, &[finished, cancelled]),
        (&[running, finished], FirstFailed, NOW, &[finished]),
        (
            &[cancelled, failed, finished],
            AllCompleted,
            SOON,
            &[cancelled, failed, finished],
        ),
        (&[], FirstCompleted, SOON, &[]),
        (&[], FirstFailed, SOON, &[]),
    ] {
        let futures: Vec<_> = futures.iter().copied().cloned().collect();
        let done: Vec<_> = done.iter().copied().cloned().collect();
        let waited = wait(&futures, until, limit);
        assert_eq!(ids(&waited.done), ids(&done), "{until:?}");
        for future in waited.not_done {
            assert!(!future.done(), "{until:?}");
        }
    }
}

#[test]
fn wait_returns_when_the_first_job_ends() {
    let jobs = jobs();
    let futures = [jobs.pending.clone(), jobs.running.clone()];
    let waiter =
        spawn(move || wait(&futures, Until::FirstCompleted, None).done.len());
    assert!(jobs.pending.cancel());
    assert_eq!(waiter.recv_timeout(LONG), Ok(1));
}

#[test]
fn wait_returns_when_the_first_job_fails() {
    let executor = executor(2);
    let (held, _held_gate) = begin(&executor, 1);
    let (running, gate) = begin(&executor, 2);
    let failing = executor.submit(|| fail("later"));
    let futures = [held, running, failing];
    let waiter =
        spawn(move || wait(&futures, Until::FirstFailed, None).done.len());
    gate.open();
    assert_eq!(waiter.recv_timeout(LONG), Ok(2));
}

#[test]
fn wait_sees_a_hundred_jobs_end() {
    let executor = executor(4);
    let futures: Vec<_> =
        (0..100).map(|n| executor.submit(move || n)).collect();
    let waited = wait(&futures, Until::AllCompleted, SOON);
    assert_eq!(ids(&waited.done), ids(&futures));
    assert!(waited.not_done.is_empty());
}

#[test]
fn wait_may_be_called_again_after_its_limit() {
    let jobs = jobs();
    let futures = [jobs.running.clone()];
    for _ in 0..3 {
        let waited = wait(&futures, Until::AllCompleted, NOW);
        assert_eq!(waited.not_done.len(), 1);
    }
    jobs.gate.open();
    let waited = wait(&futures, Until::AllCompleted, SOON);
    assert_eq!(waited.done.len(), 1);
}

#[test]
fn waiting_in_vain_leaves_nothing_behind() {
    let jobs = jobs();
    let futures = [jobs.running.clone(), jobs.pending.clone()];
    for _ in 0..3 {
        let until = Until::AllCompleted;
        assert_eq!(wait(&futures, until, NOW).not_done.len(), 2);
        assert!(as_completed(&futures, NOW).next().unwrap().is_err());
        drop(as_completed(&futures, None));
    }
    for future in &futures {
        assert_eq!(kept(future), (0, 0));
    }
}

#[test]
fn neither_result_nor_wait_waits_for_callbacks() {
    let (_executor, first, gate) = busy();
    let (callback_gate, waiter) = gate::new();
    first.add_done_callback(move |_| waiter.wait());
    let asked = first.clone();
    let result = spawn(move || asked.result());
    let waited = spawn(move || wait(&[first], Until::AllCompleted, None));
    gate.open();
    assert_eq!(result.recv_timeout(LONG), Ok(Ok("first")));
    assert_eq!(waited.recv_timeout(LONG).unwrap().done.len(), 1);
    callback_gate.open();
}

#[test]
fn as_completed_follows_the_order_of_the_ends() {
    let executor = executor(3);
    let (futures, mut gates): (Vec<_>, Vec<_>) = (0..3)
        .map(|number| begin(&executor, number))
        .map(|(future, gate)| (future, Some(gate)))
        .unzip();
    let mut completed = as_completed(&futures, SOON);
    for number in [2, 0, 1] {
        drop(gates[number].take());
        let future = completed.next().unwrap().unwrap();
        assert_eq!(future.result(), Ok(number));
    }
    assert!(completed.next().is_none());
}

#[test]
fn as_completed_of_nothing_ends_at_once() {
    assert_eq!(as_completed::<u32>(&[], SOON).count(), 0);
}

#[test]
fn as_completed_may_be_dropped_early() {
    let jobs = jobs();
    drop(as_completed(std::slice::from_ref(&jobs.running), None));
    jobs.gate.open();
    assert_eq!(jobs.running.result_timeout(LONG), Ok(1));
    assert_eq!(jobs.executor.submit(|| 6).result_timeout(LONG), Ok(6));
}

#[test]
fn as_completed_keeps_no_result_that_it_has_yielded() {
    let (promises, futures): (Vec<_>, Vec<_>) =
        (0..3).map(|_| promise()).unzip();
    let mut completed = as_completed(&futures, SOON);
    drop(futures);
    for promise in promises {
        let result = Arc::new(());
        let weak = Arc::downgrade(&result);
        promise.keep(move || result);
        drop(completed.next().unwrap().unwrap());
        assert!(weak.upgrade().is_none());
    }
}

#[test]
fn map_keeps_the_order_of_the_inputs() {
    for workers in [1, 2, 7] {
        for size in [0, 1, 2, 100] {
            let executor = executor(workers);
            let squares: Result<Vec<_>, _> =
                executor.map(|n| n * n, 0..size, SOON).collect();
            let expected = (0..size).map(|n| n * n).collect();
            assert_eq!(squares, Ok(expected), "{workers} workers");
        }
    }
}

#[test]
fn map_goes_on_after_a_failure() {
    let executor = executor(3);
    let job = |n| if n == 3 { fail("three") } else { n };
    let results: Vec<_> = executor.map(job, 0..5, SOON).collect();
    assert_eq!(results, [Ok(0), Ok(1), Ok(2), panicked("three"), Ok(4)]);
}

#[test]
fn map_starts_its_jobs_at_once() {
    let executor = executor(1);
    let (sender, begun) = mpsc::channel();
    let results = executor.map(move |n| sender.send(n).unwrap(), 0..3, SOON);
    for number in 0..3 {
        assert_eq!(begun.recv_timeout(LONG), Ok(number));
    }
    assert_eq!(results.count(), 3);
}

#[test]
fn a_late_or_dropped_map_cancels_what_has_not_begun() {
    for asks in 0..3 {
        let jobs = jobs();
        let (sender, begun) = mpsc::channel();
        let job = move |n: u32| sender.send(n).unwrap();
        let mut results = jobs.executor.map(job, 0..5, NOW);
        for _ in 0..asks {
            assert_eq!(results.next(), Some(Err(Error::TimedOut)));
        }
        drop(results);
        drop(jobs);
        assert_eq!(begun.try_iter().count(), 0, "asked {asks} times");
    }
}
