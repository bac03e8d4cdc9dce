//! E0594: a global that is not `mut` can only be read.

use std::thread;

static COUNTER: u64 = 0;

fn main() {
    let thread = thread::spawn(|| COUNTER += 1);
    thread.join().unwrap();
}
