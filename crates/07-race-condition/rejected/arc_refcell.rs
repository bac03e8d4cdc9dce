//! E0277: an `Arc` can't share a `RefCell`, which is for one thread.

use std::cell::RefCell;
use std::sync::Arc;
use std::thread;

fn main() {
    let counter = Arc::new(RefCell::new(0));
    let shared = Arc::clone(&counter);
    let thread = thread::spawn(move || *shared.borrow_mut() += 1);
    thread.join().unwrap();
    println!("found: {}", counter.borrow());
}
