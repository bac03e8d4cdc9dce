//! E0499: threads started in a loop can't all borrow the counter for writing.

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
