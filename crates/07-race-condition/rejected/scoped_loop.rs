//! E0499: the same, for the threads of two rounds of a loop.

use std::thread;

fn main() {
    let mut counter = 0;
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| counter += 1);
        }
    });
    println!("found: {counter}");
}
