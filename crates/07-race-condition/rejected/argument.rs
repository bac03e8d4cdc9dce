//! E0521: a thread may outlive the call for which it borrows an argument.

use std::thread;

fn main() {
    let mut counter = 0;
    increment(&mut counter);
    println!("found: {counter}");
}

fn increment(counter: &mut u64) {
    let thread = thread::spawn(move || *counter += 1);
    thread.join().unwrap();
}
