//! `wait`, `as_completed` and `map`.

use super::super::waiting::{Until, as_completed, wait};
use super::*;

const NOW: Option<Duration> = Some(Duration::ZERO);

/// One of each, the running one's gate, and the executor, to be dropped last.
struct Cast {
    open: mpsc::Sender<()>,
    running: Future<u32>,
    pending: Future<u32>,
    cancelled: Future<u32>,
    failed: Future<u32>,
    finished: Future<u32>,
    executor: Executor,
}

fn cast() -> Cast {
    let executor = Executor::new(1).unwrap();
    let failed = executor.submit(|| fail("failed"));
    let finished = executor.submit(|| 5);
    let (running, open) = begin(&executor, 1);
    let pending = executor.submit(|| 2);
    let cancelled = executor.submit(|| 3);
    cancelled.cancel();
    Cast { open, running, pending, cancelled, failed, finished, executor }
}

fn ids(futures: &[Future<u32>]) -> Vec<usize> {
    futures.iter().map(Future::id).collect()
}

#[test]
fn wait_returns_as_soon_as_it_may() {
    let cast = cast();
    let Cast { running, pending, cancelled, failed, finished, .. } = &cast;
    use Until::{AllCompleted, FirstCompleted, FirstFailed};
    for (futures, until, limit, done) in [
        (&[running, finished][..], FirstCompleted, None, &[finished][..]),
        (&[running, cancelled], FirstCompleted, None, &[cancelled]),
        (&[running, failed], FirstCompleted, None, &[failed]),
        (&[running, failed], FirstFailed, None, &[failed]),
        (&[finished, cancelled], FirstFailed, None, &[finished, cancelled]),
        (
            &[running, finished, cancelled],
            FirstFailed,
            NOW,
            &[finished, cancelled],
        ),
        (&[running, pending], FirstCompleted, NOW, &[]),
        (
            &[cancelled, failed, finished],
            AllCompleted,
            None,
            &[cancelled, failed, finished],
        ),
        (&[running, finished], AllCompleted, NOW, &[finished]),
        (&[finished, finished], AllCompleted, None, &[finished]),
        (&[], FirstCompleted, None, &[]),
        (&[], FirstFailed, None, &[]),
        (&[], AllCompleted, None, &[]),
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
fn wait_returns_when_the_first_one_ends() {
    let Cast { open, running, pending, executor: _executor, .. } = cast();
    let futures = [pending.clone(), running];
    let waiter = std::thread::spawn(move || {
        wait(&futures, Until::FirstCompleted, Some(LONG)).done.len()
    });
    assert!(pending.cancel());
    assert_eq!(waiter.join().unwrap(), 1);
    drop(open);
}

#[test]
fn wait_for_a_failure_ends_with_the_first_one() {
    let executor = Executor::new(2).unwrap();
    let (held, open_held) = begin(&executor, 1);
    let (running, open) = begin(&executor, 2);
    let failing = executor.submit(|| fail("later"));
    let futures = [held, running, failing];
    let waiter = std::thread::spawn(move || {
        wait(&futures, Until::FirstFailed, Some(LONG)).done.len()
    });
    drop(open);
    assert_eq!(waiter.join().unwrap(), 2);
    drop(open_held);
}

#[test]
fn wait_sees_a_hundred_futures_end() {
    let executor = Executor::new(4).unwrap();
    let futures: Vec<_> =
        (0..100).map(|n| executor.submit(move || n)).collect();
    let waited = wait(&futures, Until::AllCompleted, Some(LONG));
    assert_eq!(ids(&waited.done), ids(&futures));
    assert!(waited.not_done.is_empty());
}

#[test]
fn wait_that_gave_up_can_be_repeated() {
    let Cast { open, running, executor: _executor, .. } = cast();
    let futures = [running];
    for _ in 0..3 {
        let waited = wait(&futures, Until::AllCompleted, NOW);
        assert_eq!(waited.not_done.len(), 1);
    }
    drop(open);
    let waited = wait(&futures, Until::AllCompleted, Some(LONG));
    assert_eq!(waited.done.len(), 1);
}

#[test]
fn as_completed_yields_those_that_are_done_first() {
    let cast = cast();
    let Cast { running, failed, finished, cancelled, .. } = &cast;
    let futures = [running, failed, finished, cancelled].map(Clone::clone);
    let mut completed = as_completed(&futures, None);
    let done: Vec<_> = completed.by_ref().take(3).map(Result::unwrap).collect();
    assert_eq!(ids(&done), ids(&futures[1..]));
    drop(cast.open);
    let last: Vec<_> = completed.map(Result::unwrap).collect();
    assert_eq!(ids(&last), ids(&futures[..1]));
}

#[test]
fn as_completed_follows_the_order_of_the_ends() {
    let executor = Executor::new(3).unwrap();
    let (futures, mut gates): (Vec<_>, Vec<_>) = (0..3)
        .map(|number| begin(&executor, number))
        .map(|(future, gate)| (future, Some(gate)))
        .unzip();
    let mut completed = as_completed(&futures, None);
    for number in [2, 0, 1] {
        drop(gates[number].take());
        let future = completed.next().unwrap().unwrap();
        assert_eq!(future.result(), Ok(number));
    }
    assert!(completed.next().is_none());
}

#[test]
fn as_completed_yields_each_once() {
    let cast = cast();
    let twice = [cast.finished.clone(), cast.finished.clone()];
    assert_eq!(as_completed(&twice, None).count(), 1);
    assert_eq!(as_completed::<u32>(&[], None).count(), 0);
}

#[test]
fn as_completed_says_how_many_are_unfinished() {
    let cast = cast();
    let Cast { running, pending, failed, finished, .. } = &cast;
    let futures =
        [running, pending, failed, finished, finished].map(Clone::clone);
    let items: Vec<_> = as_completed(&futures, NOW).collect();
    let [Ok(_), Ok(_), Err(error)] = &items[..] else { panic!() };
    assert_eq!(error.to_string(), "2 (of 4) futures unfinished");
}

#[test]
fn as_completed_may_be_left_early() {
    let cast = cast();
    drop(as_completed(std::slice::from_ref(&cast.running), None));
    drop(cast.open);
    assert_eq!(cast.running.result(), Ok(1));
    assert_eq!(cast.executor.submit(|| 6).result(), Ok(6));
}

#[test]
fn map_keeps_the_order_of_the_inputs() {
    for workers in [1, 2, 7] {
        for size in [0, 1, 2, 100] {
            let executor = Executor::new(workers).unwrap();
            let squares: Result<Vec<_>, _> =
                executor.map(|n| n * n, 0..size, None).collect();
            let expected = (0..size).map(|n| n * n).collect();
            assert_eq!(squares, Ok(expected), "{workers} workers");
        }
    }
}

#[test]
fn map_fails_at_the_position_that_fails() {
    let executor = Executor::new(3).unwrap();
    let job = |n| if n == 3 { fail("three") } else { n };
    let results: Vec<_> = executor.map(job, 0..5, None).collect();
    assert_eq!(results, [Ok(0), Ok(1), Ok(2), panicked("three"), Ok(4)]);
}

#[test]
fn map_starts_before_anybody_asks() {
    let executor = Executor::new(1).unwrap();
    let (tell, told) = mpsc::channel();
    let results = executor.map(move |n| tell.send(n).unwrap(), 0..3, None);
    assert_eq!(told.iter().take(3).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(results.count(), 3);
}

#[test]
fn map_that_is_too_late_or_left_cancels_what_has_not_begun() {
    for asks in 0..3 {
        let cast = cast();
        let (tell, told) = mpsc::channel();
        let job = move |n: u32| tell.send(n).unwrap();
        let mut results = cast.executor.map(job, 0..5, NOW);
        for _ in 0..asks {
            assert_eq!(results.next(), Some(Err(Error::TimedOut)));
        }
        drop(results);
        drop(cast);
        assert_eq!(told.iter().count(), 0, "asked {asks} times");
    }
}
