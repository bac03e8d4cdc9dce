//! A scheduler in twenty lines: its tasks should take turns, and don't.
//!
//! `run` polls a task until it is done, and only then begins the next. Let it
//! poll each task once, and queue it again if it is not done. `greet` yields
//! after each line, so the program should print
//!
//!     Guido 1
//!     Luciano 1
//!     Guido 2
//!     Luciano 2
//!     Guido 3
//!     Luciano 3
//!
//! `main` and `greet` stay as they are.
//!
//! Check: just exercise 08

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Waker};

use futures_lite::future::yield_now;

type Task = Pin<Box<dyn Future<Output = ()>>>;

fn main() {
    let mut queue: VecDeque<Task> = VecDeque::new();
    queue.push_back(Box::pin(greet("Guido")));
    queue.push_back(Box::pin(greet("Luciano")));
    run(queue);
}

async fn greet(name: &str) {
    for line in 1..=3 {
        println!("{name} {line}");
        // The first poll of this future is `Pending`, the second is `Ready`.
        yield_now().await;
    }
}

fn run(mut queue: VecDeque<Task>) {
    // Tasks that only yield can go on at any time, so nothing has to be woken.
    let mut context = Context::from_waker(Waker::noop());
    while let Some(mut task) = queue.pop_front() {
        while task.as_mut().poll(&mut context).is_pending() {}
    }
}
