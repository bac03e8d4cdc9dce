//! A scheduler for green threads: a queue of who wants to run next, and when.
//!
//! This is what gevent's hub does. A green thread is a coroutine with a stack
//! of its own: it runs until it sleeps, and then the *stack* is switched, so
//! functions that sleep need no `async`, and neither do those that call them.

use std::collections::BTreeMap;
use std::io;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use corosensei::stack::DefaultStack;
use corosensei::{Coroutine, CoroutineResult, Yielder};

/// A green thread: each time it is resumed, it says how long it will sleep.
type GreenThread = Coroutine<(), Duration, io::Result<()>>;

/// Below 64 KiB a panic runs off the stack, and the process dies silently.
const STACK: usize = 64 * 1024;

/// The green threads of one thread, in the order in which they want to run.
#[derive(Default)]
pub struct Scheduler {
    /// The number keeps apart those that wake at the same moment, in order.
    queue: BTreeMap<(Instant, u64), GreenThread>,
    spawned: u64,
}

impl Scheduler {
    /// Queues a green thread. Unlike a thread, it does not begin before `run`.
    pub fn spawn(
        &mut self,
        work: impl FnOnce(&Green<'_>) -> io::Result<()> + 'static,
    ) -> Result<()> {
        let number = self.spawned;
        let stack = DefaultStack::new(STACK)
            .with_context(|| format!("no stack for green thread {number}"))?;
        let green_thread = Coroutine::with_stack(stack, |yielder, ()| {
            work(&Green { yielder })
        });
        self.queue.insert((Instant::now(), number), green_thread);
        self.spawned += 1;
        Ok(())
    }

    /// Runs the green threads until the last one has returned.
    pub fn run(mut self) -> Result<()> {
        while let Some(((wake_up, number), mut next)) = self.queue.pop_first() {
            // If even the first has to wait, there is nothing else to do.
            thread::sleep(wake_up.saturating_duration_since(Instant::now()));
            match next.resume(()) {
                CoroutineResult::Yield(pause) => {
                    self.queue.insert((Instant::now() + pause, number), next);
                }
                CoroutineResult::Return(outcome) => outcome?,
            }
        }
        Ok(())
    }
}

/// How a green thread reaches its scheduler. Gevent finds it in a global
/// variable; safe Rust can't, since a reference must not outlive its stack.
pub struct Green<'stack> {
    yielder: &'stack Yielder<(), Duration>,
}

impl Green<'_> {
    /// Lets the other green threads run for at least `pause`.
    pub fn sleep(&self, pause: Duration) {
        self.yielder.suspend(pause);
    }
}
