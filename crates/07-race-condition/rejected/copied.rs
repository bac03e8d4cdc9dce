//! compiles: `move` copies the integer, and each thread counts in its own copy.

use std::thread;

fn main() {
    let mut counter = 0;
    let threads = [(); 2].map(|()| thread::spawn(move || counter += 1));
    for thread in threads {
        thread.join().unwrap();
    }
    println!("found: {counter}");
}
