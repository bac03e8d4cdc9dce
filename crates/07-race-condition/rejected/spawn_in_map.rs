//! E0502, E0597, no code: threads started in a `map` may outlive the counter.

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
