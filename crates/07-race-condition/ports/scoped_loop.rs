//! E0499: nor can a thread and the one of the next round.

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
