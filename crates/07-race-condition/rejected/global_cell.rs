//! E0277: a `Cell` is for one thread, and a global is for all.

use std::cell::Cell;
use std::thread;

static COUNTER: Cell<u64> = Cell::new(0);

fn main() {
    let thread = thread::spawn(|| COUNTER.set(COUNTER.get() + 1));
    thread.join().unwrap();
}
