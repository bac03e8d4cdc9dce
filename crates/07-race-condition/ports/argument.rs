//! E0521: who lent us the counter may want it back before the thread ends.

use std::thread;

fn main() {
    let mut counter = 0;
    increment(&mut counter);
    println!("found: {counter}");
}

fn increment(counter: &mut u64) {
    let thread = thread::spawn(move || *counter += 1);
    thread.join().expect("it does not panic");
}
