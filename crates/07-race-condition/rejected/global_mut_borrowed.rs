//! static_mut_refs: a `static mut` can't be borrowed, even in `unsafe`.

use std::thread;

static mut COUNTER: u64 = 0;

fn main() {
    let thread = thread::spawn(|| {
        let counter = unsafe { &mut COUNTER };
        *counter += 1;
    });
    thread.join().unwrap();
}
