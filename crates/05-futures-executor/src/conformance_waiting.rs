//! What `wait`, `as_completed` and `map` return: the same as Python's.
//!
//! CPython's own tests pin this, and the two outputs are compared. None of it
//! depends on a clock: one job runs until its gate is opened, and a time limit
//! is over at once or never.
//!
//! Python waits for a cancelled job until a worker has skipped it. Ours is done
//! at once; here a worker skips it before anything waits, in both.
//!
//! Run:    just run 05-futures-executor conformance-waiting
//! Output: the same in every run
//! Source: A1; CPython's test_wait.py, test_as_completed.py and executor.py

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::executor::{Error, Executor, Future, Until, as_completed, wait};
use crate::gate::{self, Waiter};

const NOW: Option<Duration> = Some(Duration::ZERO);

pub fn run() -> Result<()> {
    let executor = Executor::new(1)?;
    let (gate, waiter) = gate::new();
    executor.submit(move || wait_at(&waiter, 0));
    let cancelled = executor.submit(|| 1);
    cancelled.cancel();
    let finished = executor.submit(|| 2);
    let failed = executor.submit(|| fail(3));
    gate.open();
    let (gate, waiter) = gate::new();
    let running = executor.submit(move || wait_at(&waiter, 4));
    // The worker has skipped the cancelled job by then.
    gate.wait_until_reached();
    let pending = executor.submit(|| 5);
    let list = |futures: &[&Future<u32>]| -> Vec<_> {
        futures.iter().copied().cloned().collect()
    };

    let all = list(&[&running, &finished, &failed, &cancelled, &pending]);
    let some = list(&[&finished, &cancelled, &finished]);
    for (name, futures, until, limit) in [
        ("first completed", &all[..], Until::FirstCompleted, None),
        ("first failed", &all, Until::FirstFailed, None),
        ("none has failed", &some, Until::FirstFailed, None),
        ("not all in time", &all, Until::AllCompleted, NOW),
        ("all, one given twice", &some, Until::AllCompleted, None),
        ("nothing to wait for", &[], Until::AllCompleted, None),
    ] {
        let waited = wait(futures, until, limit);
        let (done, not_done) = (waited.done.len(), waited.not_done.len());
        println!("wait, {name}: {done} done, {not_done} not done");
    }

    let futures = list(&[&running, &finished, &failed, &pending, &finished]);
    let mut results = Vec::new();
    for future in as_completed(&futures, NOW) {
        match future {
            Ok(future) => results.push(outcome(future.result())),
            Err(error) => println!("as_completed, too late: {error}"),
        }
    }
    results.sort(); // in Python, these are in no order
    println!("as_completed, until then: {}", results.join(", "));

    let begun = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&begun);
    let job = move |number| {
        count.fetch_add(1, Relaxed);
        number
    };
    let mut late = executor.map(job, [1, 2, 3], NOW);
    let first = late.next().context("there are three")?;
    println!("map, too late: {}", outcome(first));
    drop(late);

    let mut rest = as_completed(&all[3..], None);
    let first = rest.next().context("there are two")??;
    println!("as_completed, at once: {}", outcome(first.result()));
    gate.open();
    let second = rest.next().context("there are two")??;
    println!("as_completed, in the end: {}", outcome(second.result()));
    println!("as_completed, after that: {}", rest.count());

    let squares = executor.map(|number| number * number, [3, 1, 2], None);
    let squares: Vec<_> = squares.map(outcome).collect();
    println!("map, in the order given: {}", squares.join(", "));
    println!("map, too late, and cancelled: {}", begun.load(Relaxed));
    let job = |number| if number == 2 { fail(number) } else { number };
    // Python's `map` ends with the first failure. Ours could go on.
    for (result, place) in executor.map(job, [1, 2, 3], None).zip(1..=2) {
        println!("map, one fails, at {place}: {}", outcome(result));
    }
    let nothing = executor.map(fail, [], None);
    println!("map, of nothing: {}", nothing.count());
    Ok(())
}

fn wait_at(gate: &Waiter, number: u32) -> u32 {
    gate.wait();
    number
}

fn fail(number: u32) -> u32 {
    panic!("{number} fails")
}

fn outcome(result: Result<u32, Error>) -> String {
    match result {
        Ok(number) => number.to_string(),
        Err(Error::Cancelled) => "cancelled".into(),
        Err(Error::Panicked(message)) => message,
        Err(Error::TimedOut) => "not yet".into(),
    }
}
