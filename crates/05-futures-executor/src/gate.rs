//! A gate at which a job waits until it is opened: Python's `threading.Event`.
//!
//! The examples use it where a sleep would only make an order likely.

use std::sync::mpsc::{self, Receiver, Sender};

/// Makes a closed gate, and the half of it that a job waits at.
///
/// Make it after the executor: what is made last is dropped first, and the
/// executor's drop waits for the job.
pub fn new() -> (Gate, Waiter) {
    let (report, reached) = mpsc::channel();
    let (open, opened) = mpsc::channel();
    (Gate { reached, _open: open }, Waiter { report, opened })
}

/// The half that opens the gate, by [`Gate::open`] or by being dropped.
///
/// So a job never waits for ever: an early return opens the gate, too.
pub struct Gate {
    reached: Receiver<()>,
    _open: Sender<()>,
}

impl Gate {
    /// Waits until the job has reached the gate.
    pub fn wait_until_reached(&self) {
        self.reached.recv().unwrap();
    }

    /// Opens the gate.
    pub fn open(self) {
        drop(self);
    }
}

/// The half that waits.
pub struct Waiter {
    report: Sender<()>,
    opened: Receiver<()>,
}

impl Waiter {
    /// Waits until the gate is open.
    pub fn wait(&self) {
        // Both fail once the gate has been dropped, and then it is open.
        self.report.send(()).unwrap_or_default();
        self.opened.recv().unwrap_or_default();
    }
}
