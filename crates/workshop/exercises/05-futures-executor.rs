//! A future of our own: the result of a job that runs in a thread.
//!
//! `submit` starts the thread, and `poll` returns the result if it is there.
//! This program hangs. Its first `poll` returns `Pending`, and the loop sleeps
//! until the task is woken, but nothing wakes it. It should print
//!
//!     hello, after 2 polls
//!
//! Let `poll` leave a waker for the thread, `context.waker().clone()`, and let
//! the thread call its `wake()`. `main` stays as it is.
//!
//! Check: just exercise 05

use std::pin::Pin;
use std::sync::{Arc, Mutex, mpsc};
use std::task::{Context, Poll};
use std::thread;

use futures_lite::future::{block_on, zip};

fn main() {
    let (gate, closed_gate) = mpsc::channel();
    let job = submit(move || {
        closed_gate.recv().unwrap();
        "hello"
    });
    // The job goes on after the first poll: `zip` polls in this order.
    let open = async { gate.send(()).unwrap() };
    let ((message, polls), ()) = block_on(zip(job, open));
    println!("{message}, after {polls} polls");
}

struct Job {
    shared: Arc<Mutex<Shared>>,
    polls: u32,
}

#[derive(Default)]
struct Shared {
    result: Option<&'static str>,
}

fn submit(work: impl FnOnce() -> &'static str + Send + 'static) -> Job {
    let shared = Arc::new(Mutex::new(Shared::default()));
    let of_thread = Arc::clone(&shared);
    thread::spawn(move || {
        let result = work();
        of_thread.lock().unwrap().result = Some(result);
    });
    Job { shared, polls: 0 }
}

impl Future for Job {
    type Output = (&'static str, u32);

    fn poll(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        self.polls += 1;
        match self.shared.lock().unwrap().result {
            Some(result) => Poll::Ready((result, self.polls)),
            None => Poll::Pending,
        }
    }
}
