//! Each task leaves a mark when it runs and when it waits, to be drawn.
//!
//! From outside, a program has threads, and its tasks can't be seen. A future
//! can be wrapped in another one that sees each *poll*: the loop polls a task
//! to let it run, and the poll returns at the next `await` that has to wait.
//! `just lanes 06 lanes` draws the marks: at any moment, one task runs.
//!
//! In Python, `loop.set_task_factory` wraps each coroutine. The wrapper sees
//! each `send`, with which the loop lets the coroutine run.
//!
//! Run:    just run 06-event-loop-tokio lanes
//! Output: the same in every run
//! Source: A3, on tasks that share a thread

use std::hint;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use instruments::marks;

pub async fn run(second: Duration) {
    let mut handles = Vec::new();
    for name in ["Guido", "Luciano", "Kushal"] {
        let future = Box::pin(greeter(name, second));
        handles.push(tokio::spawn(Marked { name, polls: 0, future }));
    }
    for handle in handles {
        let (name, polls) = handle.await.unwrap();
        println!("{name} ran {polls} times");
    }
}

async fn greeter(name: &str, second: Duration) {
    println!("Hello {name}");
    for _ in 0..2 {
        compute(second / 2);
        tokio::time::sleep(second).await;
    }
}

/// Keeps the thread: no other task can run meanwhile.
fn compute(time: Duration) {
    let start = Instant::now();
    while start.elapsed() < time {
        hint::spin_loop();
    }
}

/// A future, and how often it was polled.
struct Marked<F> {
    name: &'static str,
    polls: u32,
    future: Pin<Box<F>>,
}

impl<F: Future> Future for Marked<F> {
    type Output = (&'static str, u32);

    fn poll(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        self.polls += 1;
        marks::runs(self.name);
        let poll = self.future.as_mut().poll(context);
        match poll {
            Poll::Pending => marks::waits(self.name),
            Poll::Ready(_) => marks::ends(self.name),
        }
        poll.map(|_| (self.name, self.polls))
    }
}
