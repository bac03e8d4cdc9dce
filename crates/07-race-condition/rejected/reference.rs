//! E0597: a reference does not make the counter live longer.

use std::sync::Mutex;
use std::thread;

fn main() {
    let counter = Mutex::new(0);
    let reference = &counter;
    let thread = thread::spawn(move || *reference.lock().unwrap() += 1);
    thread.join().unwrap();
}
