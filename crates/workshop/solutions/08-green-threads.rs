//! A scheduler in twenty lines: its tasks take turns.
//!
//! A task that is not done goes to the end of the queue. This is all there is
//! to cooperation: a task that never yields still keeps all the others waiting.

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
        if task.as_mut().poll(&mut context).is_pending() {
            queue.push_back(task);
        }
    }
}
