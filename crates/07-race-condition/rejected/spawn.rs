//! E0373: a thread may outlive the function whose counter it borrows.

use std::thread;

fn main() {
    let mut counter = 0;
    let thread = thread::spawn(|| counter += 1);
    thread.join().unwrap();
}
