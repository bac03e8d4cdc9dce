//! E0597: a reference does not make the counter live any longer.

use std::sync::Mutex;
use std::thread;

fn main() {
    let counter = Mutex::new(0);
    let reference = &counter;
    let thread =
        thread::spawn(move || *reference.lock().expect("nobody panics") += 1);
    thread.join().expect("it does not panic");
}
