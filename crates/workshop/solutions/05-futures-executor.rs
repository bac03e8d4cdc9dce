//! A future of our own: the result of a job that runs in a thread.
//!
//! `poll` leaves a waker, and the thread that has the result wakes the task.
//! Both hold the lock while they look for what the other has left, so the
//! result can't come between `poll`'s look and its waker.

use std::pin::Pin;
use std::sync::{Arc, Mutex, mpsc};
use std::task::{Context, Poll, Waker};
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
    waker: Option<Waker>,
}

fn submit(work: impl FnOnce() -> &'static str + Send + 'static) -> Job {
    let shared = Arc::new(Mutex::new(Shared::default()));
    let of_thread = Arc::clone(&shared);
    thread::spawn(move || {
        let result = work();
        let mut shared = of_thread.lock().unwrap();
        shared.result = Some(result);
        if let Some(waker) = shared.waker.take() {
            waker.wake();
        }
    });
    Job { shared, polls: 0 }
}

impl Future for Job {
    type Output = (&'static str, u32);

    fn poll(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        self.polls += 1;
        let mut shared = self.shared.lock().unwrap();
        match shared.result {
            Some(result) => Poll::Ready((result, self.polls)),
            None => {
                shared.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}
