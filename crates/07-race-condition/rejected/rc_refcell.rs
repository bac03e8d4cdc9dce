//! E0277: an `Rc` can't go to another thread: its own count could lose updates.

use std::cell::RefCell;
use std::rc::Rc;
use std::thread;

fn main() {
    let counter = Rc::new(RefCell::new(0));
    let shared = Rc::clone(&counter);
    let thread = thread::spawn(move || *shared.borrow_mut() += 1);
    thread.join().unwrap();
    println!("found: {}", counter.borrow());
}
