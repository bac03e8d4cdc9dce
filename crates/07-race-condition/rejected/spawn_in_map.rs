//! E0502, E0597, no code: the same, for threads that are started in a `map`.

use std::thread;

fn main() {
    let mut counter = 0;
    let threads: Vec<_> =
        (0..2).map(|_| thread::spawn(|| counter += 1)).collect();
    for thread in threads {
        thread.join().unwrap();
    }
    println!("found: {counter}");
}
