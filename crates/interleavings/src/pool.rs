//! How the pool of 04 hands out its jobs: each of them exactly once.
//!
//! Each function returns how many of the jobs were done exactly once.

use std::sync::Arc;

use super::race::in_threads;
use super::sync::Mutex;
use super::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// One iterator for all workers, in a mutex.
pub fn shared_iterator(workers: u64, jobs: usize) -> u64 {
    let queue = Arc::new(Mutex::new(0..jobs));
    let done = in_threads(workers, move || {
        let jobs = &queue;
        let next = || jobs.lock().unwrap().next();
        let mut done = Vec::new();
        while let Some(job) = next() {
            done.push(job);
        }
        done
    });
    done_once(jobs, &done)
}

/// A worker looks at the next job under one lock, and takes it under another.
pub fn looked_then_taken(workers: u64, jobs: usize) -> u64 {
    let queue = Arc::new(Mutex::new((0..jobs).peekable()));
    let done = in_threads(workers, move || {
        let mut done = Vec::new();
        loop {
            let peeked = queue.lock().unwrap().peek().copied();
            let Some(job) = peeked else { return done };
            queue.lock().unwrap().next();
            done.push(job);
        }
    });
    done_once(jobs, &done)
}

/// A worker asks under one lock if there is a job, and takes it under another.
pub fn asked_then_taken(workers: u64, jobs: usize) -> u64 {
    let queue = Arc::new(Mutex::new(0..jobs));
    let done = in_threads(workers, move || {
        let mut done = Vec::new();
        while !queue.lock().unwrap().is_empty() {
            let job = queue.lock().unwrap().next();
            done.push(job.expect("there was one"));
        }
        done
    });
    done_once(jobs, &done)
}

/// An index in place of the iterator, read and written in two steps.
pub fn index_in_two_steps(workers: u64, jobs: usize) -> u64 {
    let next = Arc::new(AtomicUsize::new(0));
    let done = in_threads(workers, move || {
        let mut done = Vec::new();
        loop {
            let job = next.load(Relaxed);
            if job >= jobs {
                return done;
            }
            next.store(job + 1, Relaxed);
            done.push(job);
        }
    });
    done_once(jobs, &done)
}

fn done_once(jobs: usize, done: &[Vec<usize>]) -> u64 {
    let times = |job| done.iter().flatten().filter(|&&it| it == job).count();
    (0..jobs).filter(|&job| times(job) == 1).count() as u64
}
