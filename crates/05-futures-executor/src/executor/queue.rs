//! Where jobs wait until a worker is free: first in, first out.

use std::collections::VecDeque;
use std::mem;

use super::sync::{Condvar, Mutex, MutexGuard};

/// A queue of jobs that can be closed.
pub struct Queue<J> {
    state: Mutex<State<J>>,
    /// Notified when a job is added, and when the queue is closed.
    changed: Condvar,
}

struct State<J> {
    jobs: VecDeque<J>,
    open: bool,
}

impl<J> Queue<J> {
    /// Makes an empty, open queue.
    pub fn new() -> Self {
        let state = State { jobs: VecDeque::new(), open: true };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }

    /// Adds a job, and wakes one worker that waits for it.
    pub fn push(&self, job: J) {
        self.lock().jobs.push_back(job);
        self.changed.notify_one();
    }

    /// Waits for a job and takes it; `None` if the queue is empty and closed.
    pub fn pop(&self) -> Option<J> {
        let mut state = self.lock();
        loop {
            if let Some(job) = state.jobs.pop_front() {
                return Some(job);
            }
            if !state.open {
                return None;
            }
            state = self.changed.wait(state).expect(UNPOISONED);
        }
    }

    /// Closes the queue: workers stop once it is empty.
    pub fn close(&self) {
        self.lock().open = false;
        self.changed.notify_all();
    }

    /// Takes all jobs that have not begun.
    pub fn take(&self) -> VecDeque<J> {
        mem::take(&mut self.lock().jobs)
    }

    fn lock(&self) -> MutexGuard<'_, State<J>> {
        self.state.lock().expect(UNPOISONED)
    }
}

const UNPOISONED: &str = "no thread panics while it holds this lock";
