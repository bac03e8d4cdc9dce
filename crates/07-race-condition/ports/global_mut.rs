//! E0133: to use a `static mut` is unsafe, because nobody keeps threads apart.

use std::thread;

static mut COUNTER: u64 = 0;

fn main() {
    let thread = thread::spawn(|| COUNTER += 1);
    thread.join().expect("it does not panic");
}
