//! E0277: a `Cell` can be written to from everywhere, so it can't be a global.

use std::cell::Cell;
use std::thread;

static COUNTER: Cell<u64> = Cell::new(0);

fn main() {
    let thread = thread::spawn(|| COUNTER.set(COUNTER.get() + 1));
    thread.join().expect("it does not panic");
}
