//! `Pool(workers).map(job, numbers)`: a list shared out among processes.
//!
//! Each worker gets its next number when it has answered the last one. A thread
//! of the parent asks it and waits for the answer. Python's `Pool` has three
//! such threads, whatever the number of workers: one sends jobs, one receives
//! results, and one replaces workers that have died.

use std::sync::Mutex;
use std::thread;

use anyhow::Result;

use crate::worker::Worker;

/// The results are in the order of the numbers. If a worker dies, that is an
/// error; Python's `map` waits for its result for ever.
pub fn map(
    workers: usize,
    job: impl Fn(i64) -> i64,
    numbers: &[i64],
) -> Result<Vec<i64>> {
    // Every fork comes before the first thread; see `Worker::fork`.
    let workers: Vec<Worker> = (0..workers)
        .map(|number| Worker::fork(number, &job))
        .collect::<Result<_>>()?;

    let mut results = vec![0; numbers.len()];
    // A thread takes a number together with the place for its result, so two
    // threads can't write to the same place.
    let jobs = Mutex::new(numbers.iter().zip(&mut results));
    // A closure, because `while let` would hold the lock during its body.
    let next = || jobs.lock().unwrap().next();
    thread::scope(|scope| -> Result<()> {
        let mut threads = Vec::new();
        for mut worker in workers {
            threads.push(scope.spawn(move || -> Result<()> {
                while let Some((&number, result)) = next() {
                    *result = worker.ask(number)?;
                }
                Ok(())
            }));
        }
        for thread in threads {
            thread.join().unwrap()?;
        }
        Ok(())
    })?;
    Ok(results)
}
