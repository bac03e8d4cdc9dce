//! E0277: an `Arc` may, but not with a `RefCell` in it, which knows no threads.

use std::cell::RefCell;
use std::sync::Arc;
use std::thread;

fn main() {
    let counter = Arc::new(RefCell::new(0));
    let shared = Arc::clone(&counter);
    let thread = thread::spawn(move || *shared.borrow_mut() += 1);
    thread.join().expect("it does not panic");
    println!("found: {}", counter.borrow());
}
