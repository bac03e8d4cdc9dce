//! E0133: a `static mut` is unsafe to use, since nothing protects it.

use std::thread;

static mut COUNTER: u64 = 0;

fn main() {
    let thread = thread::spawn(|| COUNTER += 1);
    thread.join().unwrap();
}
