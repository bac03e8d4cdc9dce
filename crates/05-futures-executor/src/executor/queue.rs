//! Where jobs wait until a worker is free: first come, first served.

use std::collections::VecDeque;
use std::mem;

use super::sync::{Condvar, Mutex, MutexGuard};

/// A queue that any thread may fill, and whose end its readers hear of.
pub struct Queue<J> {
    state: Mutex<State<J>>,
    /// There is one more job, or there will be no more.
    changed: Condvar,
}

struct State<J> {
    jobs: VecDeque<J>,
    open: bool,
}

impl<J> Queue<J> {
    /// Makes an empty queue, which is open.
    pub fn new() -> Self {
        let state = State { jobs: VecDeque::new(), open: true };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }

    /// Adds a job; one of those who wait for one gets it.
    pub fn push(&self, job: J) {
        self.lock().jobs.push_back(job);
        self.changed.notify_one();
    }

    /// Waits for a job. `None` if there is none, and there will be no more.
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

    /// Lets those who wait go home, as soon as there are no more jobs.
    pub fn close(&self) {
        self.lock().open = false;
        self.changed.notify_all();
    }

    /// Takes away the jobs that nobody has begun.
    pub fn take(&self) -> VecDeque<J> {
        mem::take(&mut self.lock().jobs)
    }

    fn lock(&self) -> MutexGuard<'_, State<J>> {
        self.state.lock().expect(UNPOISONED)
    }
}

const UNPOISONED: &str = "nobody panics while holding this lock";
