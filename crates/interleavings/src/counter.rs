//! The counter of 07 and its cures, each with a bug that looks like it.
//!
//! `increment` is the demo's own, word for word. `count` starts the threads,
//! joins them, and returns the counter.

use std::sync::Arc;

use super::thread;

/// The race itself, which must lose updates.
pub mod counter {
    use super::super::sync::atomic::{AtomicU64, Ordering::Relaxed};
    use super::*;

    pub fn count(threads: u64, increments: u64) -> u64 {
        let counter = Arc::new(AtomicU64::new(0));
        let shared = Arc::clone(&counter);
        in_threads(threads, move || increment(&shared, increments));
        counter.load(Relaxed)
    }

    fn increment(counter: &AtomicU64, increments: u64) {
        for _ in 0..increments {
            let value = counter.load(Relaxed);
            counter.store(value + 1, Relaxed);
        }
    }
}

pub mod mutex {
    use super::super::sync::Mutex;
    use super::super::sync::atomic::{AtomicU64, Ordering::Relaxed};
    use super::*;

    pub fn count(threads: u64, increments: u64) -> u64 {
        with(threads, move |counter| increment(counter, increments))
    }

    fn increment(counter: &Mutex<u64>, increments: u64) {
        for _ in 0..increments {
            // The guard lives until the end of this line, and with it the lock.
            *counter.lock().unwrap() += 1;
        }
    }

    /// The lock is free between read and write.
    pub fn locked_twice(threads: u64, increments: u64) -> u64 {
        with(threads, move |counter| {
            for _ in 0..increments {
                let value = *counter.lock().unwrap();
                *counter.lock().unwrap() = value + 1;
            }
        })
    }

    /// Each thread has a lock of its own.
    pub fn locks_of_their_own(threads: u64, increments: u64) -> u64 {
        let counter = Arc::new(AtomicU64::new(0));
        let shared = Arc::clone(&counter);
        in_threads(threads, move || {
            let lock = Mutex::new(());
            for _ in 0..increments {
                let _guard = lock.lock().unwrap();
                shared.store(shared.load(Relaxed) + 1, Relaxed);
            }
        });
        counter.load(Relaxed)
    }

    fn with(
        threads: u64,
        increment: impl Fn(&Mutex<u64>) + Send + Sync + 'static,
    ) -> u64 {
        let counter = Arc::new(Mutex::new(0));
        let shared = Arc::clone(&counter);
        in_threads(threads, move || increment(&shared));
        *counter.lock().unwrap()
    }
}

pub mod atomic {
    use super::super::sync::atomic::{AtomicU64, Ordering::Relaxed};
    use super::*;

    pub fn count(threads: u64, increments: u64) -> u64 {
        let counter = Arc::new(AtomicU64::new(0));
        let shared = Arc::clone(&counter);
        in_threads(threads, move || increment(&shared, increments));
        counter.load(Relaxed)
    }

    fn increment(counter: &AtomicU64, increments: u64) {
        for _ in 0..increments {
            // `Relaxed` is enough: only the sum is read, after all joins.
            counter.fetch_add(1, Relaxed);
        }
    }

    /// Each step is atomic, but there are two of them.
    pub fn swapped(threads: u64, increments: u64) -> u64 {
        let counter = Arc::new(AtomicU64::new(0));
        let shared = Arc::clone(&counter);
        in_threads(threads, move || {
            for _ in 0..increments {
                shared.swap(shared.load(Relaxed) + 1, Relaxed);
            }
        });
        counter.load(Relaxed)
    }

    /// A relaxed flag in place of the join: the sum may come after it. (With
    /// `Release` and `Acquire` on the flag, loom finds no bug.)
    pub fn read_too_soon(threads: u64, increments: u64) -> u64 {
        let counter = Arc::new((AtomicU64::new(0), AtomicU64::new(0)));
        let shared = Arc::clone(&counter);
        let watcher = thread::spawn(move || {
            let (counter, done) = &*shared;
            // The sum is wrong only if all threads are done.
            (done.load(Relaxed) == threads).then(|| counter.load(Relaxed))
        });
        let shared = Arc::clone(&counter);
        in_threads(threads, move || {
            increment(&shared.0, increments);
            shared.1.fetch_add(1, Relaxed);
        });
        let seen = watcher.join().unwrap();
        seen.unwrap_or(threads * increments)
    }
}

pub mod compare_exchange {
    use super::super::sync::atomic::{AtomicU64, Ordering::Relaxed};
    use super::*;

    pub fn count(threads: u64, increments: u64) -> u64 {
        with(threads, move |counter| increment(counter, increments))
    }

    fn increment(counter: &AtomicU64, increments: u64) {
        for _ in 0..increments {
            let mut value = counter.load(Relaxed);
            while let Err(now) =
                counter.compare_exchange(value, value + 1, Relaxed, Relaxed)
            {
                value = now; // another thread has written: add to its number
            }
        }
    }

    /// A thread that is too late does not try again.
    pub fn tried_once(threads: u64, increments: u64) -> u64 {
        with(threads, move |counter| {
            for _ in 0..increments {
                let value = counter.load(Relaxed);
                counter
                    .compare_exchange(value, value + 1, Relaxed, Relaxed)
                    .unwrap_or_default();
            }
        })
    }

    /// A thread that is too late writes all the same, at the second attempt.
    pub fn stored_at_last(threads: u64, increments: u64) -> u64 {
        with(threads, move |counter| {
            for _ in 0..increments {
                let value = counter.load(Relaxed);
                if let Err(now) =
                    counter.compare_exchange(value, value + 1, Relaxed, Relaxed)
                {
                    counter.store(now + 1, Relaxed);
                }
            }
        })
    }

    fn with(
        threads: u64,
        increment: impl Fn(&AtomicU64) + Send + Sync + 'static,
    ) -> u64 {
        let counter = Arc::new(AtomicU64::new(0));
        let shared = Arc::clone(&counter);
        in_threads(threads, move || increment(&shared));
        counter.load(Relaxed)
    }
}

pub mod channel {
    use super::super::sync::mpsc::{self, Sender};
    use super::*;

    pub fn count(threads: u64, increments: u64) -> u64 {
        let (sender, receiver) = mpsc::channel();
        let handles = start(threads, increments, &sender);
        // Loom's channels do not end with their last sender: count instead.
        let mut counter = 0;
        for _ in 0..threads * increments {
            counter += receiver.recv().unwrap();
        }
        join(handles);
        counter
    }

    fn increment(counter: &Sender<u64>, increments: u64) {
        for _ in 0..increments {
            counter.send(1).expect("the owner receives until the last sender");
        }
    }

    /// The owner takes an empty channel for one that has ended.
    pub fn taken_for_ended(threads: u64, increments: u64) -> u64 {
        let (sender, receiver) = mpsc::channel();
        let handles = start(threads, increments, &sender);
        let mut counter = 0;
        while let Ok(number) = receiver.try_recv() {
            counter += number;
        }
        join(handles);
        counter
    }

    /// The owner waits for one number more than is sent.
    pub fn waited_for_too_many(threads: u64, increments: u64) -> u64 {
        let (sender, receiver) = mpsc::channel();
        let handles = start(threads, increments, &sender);
        let mut counter = 0;
        for _ in 0..threads * increments + 1 {
            counter += receiver.recv().unwrap();
        }
        join(handles);
        counter
    }

    fn start(
        threads: u64,
        increments: u64,
        sender: &Sender<u64>,
    ) -> Vec<thread::JoinHandle<()>> {
        let start = |_| {
            let sender = sender.clone();
            thread::spawn(move || increment(&sender, increments))
        };
        (0..threads).map(start).collect()
    }
}

pub mod local_sums {
    use std::hint::black_box;

    use super::super::sync::atomic::{AtomicU64, Ordering::Relaxed};
    use super::*;

    pub fn count(threads: u64, increments: u64) -> u64 {
        in_threads(threads, move || increment(increments)).into_iter().sum()
    }

    fn increment(increments: u64) -> u64 {
        let mut counter = 0;
        for _ in 0..increments {
            // Without the black box, the compiler removes the loop.
            counter = black_box(counter) + 1;
        }
        counter
    }

    /// Each thread adds its own sum to a shared one, in two steps.
    pub fn added_by_the_threads(threads: u64, increments: u64) -> u64 {
        let counter = Arc::new(AtomicU64::new(0));
        let shared = Arc::clone(&counter);
        in_threads(threads, move || {
            let sum = increment(increments);
            shared.store(shared.load(Relaxed) + sum, Relaxed);
        });
        counter.load(Relaxed)
    }
}

/// Does the same job in several threads, and returns their results.
pub fn in_threads<T: Send + 'static>(
    threads: u64,
    job: impl Fn() -> T + Send + Sync + 'static,
) -> Vec<T> {
    // An `Arc` of std's: loom's would end the process if a case fails.
    let job = Arc::new(job);
    let start = |_| {
        let job = Arc::clone(&job);
        thread::spawn(move || job())
    };
    let handles: Vec<_> = (0..threads).map(start).collect();
    join(handles)
}

fn join<T>(handles: Vec<thread::JoinHandle<T>>) -> Vec<T> {
    handles.into_iter().map(|handle| handle.join().unwrap()).collect()
}
