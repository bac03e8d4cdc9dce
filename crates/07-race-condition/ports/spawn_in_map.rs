//! E0502, E0597, no code: so may a thread that is started in a `map`.

use std::thread;

fn main() {
    let mut counter = 0;
    let threads: Vec<_> =
        (0..2).map(|_| thread::spawn(|| counter += 1)).collect();
    for thread in threads {
        thread.join().expect("it does not panic");
    }
    println!("found: {counter}");
}
