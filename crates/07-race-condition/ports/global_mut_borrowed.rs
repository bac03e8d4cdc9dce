//! static_mut_refs: `unsafe` does not help to borrow a `static mut`.

use std::thread;

static mut COUNTER: u64 = 0;

fn main() {
    let thread = thread::spawn(|| {
        let counter = unsafe { &mut COUNTER };
        *counter += 1;
    });
    thread.join().expect("it does not panic");
}
