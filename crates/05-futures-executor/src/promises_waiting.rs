//! What `wait`, `as_completed` and `map` promise.
//!
//! CPython's own tests pin these promises. The counterpart puts Python's to the
//! same tests, and the verdicts are compared. No clock is involved: one job
//! runs until its gate is opened, and a limit is over at once, or never.
//!
//! Run with `just run 05-futures-executor promises-waiting`; the same in every
//! run. Source: A1, P1.3 and P1.4; CPython's test_concurrent_futures,
//! test_wait.py, test_as_completed.py and executor.py.

use std::io::{self, Write};
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{self, Sender};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::executor::{Error, Executor, Future, Until, as_completed, wait};

const NOW: Option<Duration> = Some(Duration::ZERO);

pub fn run() -> Result<()> {
    // Dropped last, when the gate is open, since it waits for its jobs.
    let executor = Executor::new(1)?;
    let (_, open) = begin(&executor, 0)?;
    let cancelled = executor.submit(|| 1);
    cancelled.cancel();
    let finished = executor.submit(|| 2);
    let failed = executor.submit(|| fail(3));
    drop(open);
    // In Python, a cancelled job is waited for until a worker has skipped it.
    // Ours is done at once, but the worker gets past all three here as well.
    let (running, open) = begin(&executor, 4)?;
    let pending = executor.submit(|| 5);
    let of = |futures: &[&Future<u32>]| -> Vec<_> {
        futures.iter().map(|&future| future.clone()).collect()
    };
    let mut out = io::stdout();

    let all = of(&[&running, &finished, &failed, &cancelled, &pending]);
    let some = of(&[&finished, &cancelled, &finished]);
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
        writeln!(out, "wait, {name}: {done} done, {not_done} not done")?;
    }

    let futures = of(&[&running, &finished, &failed, &pending, &finished]);
    let mut results = Vec::new();
    for future in as_completed(&futures, NOW) {
        match future {
            Ok(future) => results.push(tell(future.result())),
            Err(error) => writeln!(out, "as_completed, too late: {error}")?,
        }
    }
    results.sort(); // in Python, these are in no order
    writeln!(out, "as_completed, until then: {}", results.join(", "))?;

    let begun = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&begun);
    let mut unlucky = executor.map(
        move |number| {
            count.fetch_add(1, Relaxed);
            number
        },
        [1, 2, 3],
        NOW,
    );
    let first = unlucky.next().context("there are three")?;
    writeln!(out, "map, too late: {}", tell(first))?;
    drop(unlucky);

    let mut rest = as_completed(&all[3..], None);
    let first = rest.next().context("there are two")??;
    writeln!(out, "as_completed, at once: {}", tell(first.result()))?;
    drop(open);
    let second = rest.next().context("there are two")??;
    writeln!(out, "as_completed, in the end: {}", tell(second.result()))?;
    writeln!(out, "as_completed, after that: {}", rest.count())?;

    let squares = executor.map(|number| number * number, [3, 1, 2], None);
    let squares: Vec<_> = squares.map(tell).collect();
    writeln!(out, "map, in the order given: {}", squares.join(", "))?;
    writeln!(out, "map, too late, and cancelled: {}", begun.load(Relaxed))?;
    let job = |number| if number == 2 { fail(number) } else { number };
    // Python's `map` ends with the first failure. Ours could go on.
    for (result, place) in executor.map(job, [1, 2, 3], None).zip(1..=2) {
        writeln!(out, "map, one fails, at {place}: {}", tell(result))?;
    }
    let nothing = executor.map(fail, [], None);
    writeln!(out, "map, of nothing: {}", nothing.count())?;
    Ok(())
}

/// A job that has begun, and that ends when the sender is dropped.
fn begin(
    executor: &Executor,
    number: u32,
) -> Result<(Future<u32>, Sender<()>)> {
    let (begin, begun) = mpsc::channel();
    let (open, gate) = mpsc::channel::<()>();
    let future = executor.submit(move || {
        begin.send(()).expect("somebody waits for us to begin");
        gate.recv().expect_err("nobody sends anything");
        number
    });
    begun.recv().context("the job has died")?;
    Ok((future, open))
}

/// Panics, but without the report on stderr.
fn fail(number: u32) -> u32 {
    panic::resume_unwind(Box::new(format!("{number} fails")))
}

fn tell(result: Result<u32, Error>) -> String {
    match result {
        Ok(number) => number.to_string(),
        Err(Error::Cancelled) => "cancelled".to_owned(),
        Err(Error::Panicked(message)) => message,
        Err(Error::TimedOut) => "not yet".to_owned(),
    }
}
