//! An event loop, as small as can be: futures in boxes, and a heap of
//! deadlines. It is the yardstick for what the others do besides.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Instant;

/// The loop, and the futures that it runs.
pub struct OwnLoop {
    tasks: Vec<Option<Pin<Box<dyn Future<Output = ()>>>>>,
    timers: Timers,
}

/// Who wants to be woken, and when: deadline and number of the future.
#[derive(Clone)]
pub struct Timers(Rc<RefCell<Deadlines>>);

/// The earliest is on top.
type Deadlines = BinaryHeap<Reverse<(Instant, u32)>>;

impl OwnLoop {
    /// A loop with room for so many futures.
    pub fn with_capacity(count: usize) -> Self {
        let heap = BinaryHeap::with_capacity(count);
        Self {
            tasks: Vec::with_capacity(count),
            timers: Timers(Rc::new(RefCell::new(heap))),
        }
    }

    /// Adds a future, which begins to run in [`OwnLoop::run`]. The future gets
    /// what it needs in order to wait: the timers, and its number.
    pub fn spawn<F>(&mut self, task: impl FnOnce(Timers, u32) -> F)
    where
        F: Future<Output = ()> + 'static,
    {
        let number = u32::try_from(self.tasks.len()).expect("fewer futures");
        self.tasks.push(Some(Box::pin(task(self.timers.clone(), number))));
    }

    /// Runs until all futures have finished. `all_wait` is called once, when
    /// each has been polled.
    pub fn run(mut self, all_wait: impl FnOnce()) {
        for number in 0..self.tasks.len() {
            self.poll(number);
        }
        all_wait();
        loop {
            let next = self.timers.0.borrow_mut().pop();
            let Some(Reverse((deadline, number))) = next else { break };
            thread::sleep(deadline.saturating_duration_since(Instant::now()));
            self.poll(number as usize);
        }
    }

    /// The waker does nothing: only a deadline makes a future ready here.
    fn poll(&mut self, number: usize) {
        let mut context = Context::from_waker(Waker::noop());
        if let Some(task) = &mut self.tasks[number]
            && task.as_mut().poll(&mut context).is_ready()
        {
            self.tasks[number] = None;
        }
    }
}

/// Waits until a moment.
pub struct Sleep {
    /// The moment.
    pub deadline: Instant,
    /// Where to be woken from.
    pub timers: Timers,
    /// Whom to wake.
    pub number: u32,
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if Instant::now() >= self.deadline {
            return Poll::Ready(());
        }
        let entry = Reverse((self.deadline, self.number));
        self.timers.0.borrow_mut().push(entry);
        Poll::Pending
    }
}
