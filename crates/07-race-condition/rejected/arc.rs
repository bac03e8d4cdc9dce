//! E0594: what an `Arc` shares can only be read.

use std::sync::Arc;
use std::thread;

fn main() {
    let counter = Arc::new(0);
    let shared = Arc::clone(&counter);
    let thread = thread::spawn(move || *shared += 1);
    thread.join().unwrap();
    println!("found: {counter}");
}
