//! Starts a thread that does nothing, and waits for it: the skeleton.
//!
//! `threading.Thread(target=task)` and `start()` are `thread::spawn(task)`, and
//! `thread.join()` is `handle.join()`, which returns what the thread returned.
//!
//! Run:    just run 02-threads empty
//! Output: the same in every run: nothing
//! Source: A2, P2.1

use std::thread;

pub fn run() {
    let handle = thread::spawn(task);
    handle.join().unwrap();
}

fn task() {}
