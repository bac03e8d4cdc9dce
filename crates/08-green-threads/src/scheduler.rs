//! A scheduler for green threads: it runs the one whose turn comes first.
//!
//! This is gevent's hub. A green thread is a coroutine with a stack of its own.
//! It runs until it sleeps; then the *stack* is switched. So a function that
//! sleeps need not be `async`, nor need the functions that call it.

use std::collections::BTreeMap;
use std::io;
use std::thread;
use std::time::{Duration, Instant};

use corosensei::stack::DefaultStack;
use corosensei::{Coroutine, CoroutineResult, Yielder};

/// A green thread. Resumed, it runs until it sleeps, and yields how long.
type GreenThread = Coroutine<(), Duration, ()>;

/// In bytes. A panic needs about 32 KiB, and a process that runs off a stack
/// dies without a message.
const STACK: usize = 64 * 1024;

/// The green threads of one thread.
#[derive(Default)]
pub struct Scheduler {
    /// By the time at which each goes on. The number keeps those apart, and in
    /// order, that go on at the same time.
    queue: BTreeMap<(Instant, u64), GreenThread>,
    spawned: u64,
}

impl Scheduler {
    /// Queues a green thread, which starts with `run`, not at once.
    pub fn spawn(
        &mut self,
        work: impl FnOnce(&Green<'_>) + 'static,
    ) -> io::Result<()> {
        let stack = DefaultStack::new(STACK)?;
        let green_thread = Coroutine::with_stack(stack, |yielder, ()| {
            work(&Green { yielder });
        });
        self.queue.insert((Instant::now(), self.spawned), green_thread);
        self.spawned += 1;
        Ok(())
    }

    /// Runs the green threads until all of them have returned.
    pub fn run(mut self) {
        while let Some(((wake_up, number), mut next)) = self.queue.pop_first() {
            // All the others go on even later, so nothing can run before.
            thread::sleep(wake_up.saturating_duration_since(Instant::now()));
            if let CoroutineResult::Yield(pause) = next.resume(()) {
                self.queue.insert((Instant::now() + pause, number), next);
            }
        }
    }
}

/// What a green thread needs in order to sleep. Gevent finds it in a global
/// variable. In Rust it is an argument: it refers to the stack, which it must
/// not outlive.
pub struct Green<'stack> {
    yielder: &'stack Yielder<(), Duration>,
}

impl Green<'_> {
    /// Switches to other green threads, for at least `pause`.
    pub fn sleep(&self, pause: Duration) {
        self.yielder.suspend(pause);
    }
}
