//! One thread is in a long call: does another go on meanwhile?
//!
//! The other thread counts its steps under a lock, and the caller reads this
//! number before and after the call. In Rust it makes no difference what the
//! call does. Only if the caller holds the lock does the other one stand still.
//! In Python, the GIL is such a lock: some calls into C let go of it, and some
//! do not.
//!
//! Run:    just run claims c-call
//! Output: the same in every run
//! Source: A1, A2, A3, on threads that block each other

use std::hint::black_box;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use instruments::note;

pub fn run() {
    let steps = Mutex::new(0_u64);
    let done = AtomicBool::new(false);
    let read = || *steps.lock().unwrap();
    thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Relaxed) {
                *steps.lock().unwrap() += 1;
            }
        });
        while read() == 0 {
            thread::yield_now();
        }

        let before = read();
        thread::sleep(Duration::from_millis(100));
        print("sleeps", read() - before);

        let before = read();
        compute();
        print("computes", read() - before);

        let steps = steps.lock().unwrap();
        let before = *steps;
        compute();
        print("computes, and holds the lock", *steps - before);
        done.store(true, Relaxed);
    });
}

fn print(case: &str, steps: u64) {
    let verdict = if steps == 0 { "stands still" } else { "goes on" };
    println!("one {case}: the other {verdict}");
    note!("count: steps of the other thread, beside one that {case}: {steps}");
}

fn compute() {
    black_box(fib(black_box(36)));
}

fn fib(n: u64) -> u64 {
    if n < 2 { n } else { fib(n - 1) + fib(n - 2) }
}
