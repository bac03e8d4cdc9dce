//! What becomes of a thread that is not joined? It ends with `main`.
//!
//! The first thread is joined, so its line comes before main's. The second
//! waits for something that never comes, and main does not wait for it: the
//! program ends all the same, with status 0. A Python program waits at its end
//! for each thread that is no daemon.
//!
//! Run:    just run claims no-join
//! Output: the same in every run
//! Source: A0, A1, on starting threads

use std::thread;

pub fn run() {
    let joined = thread::spawn(|| println!("a joined thread is done"));
    joined.join().unwrap();

    thread::spawn(|| {
        loop {
            thread::park();
        }
    });
    println!("main is over");
}
