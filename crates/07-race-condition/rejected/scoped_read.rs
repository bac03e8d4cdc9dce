//! E0502: while one thread may write to the counter, no other may read it.

use std::thread;

fn main() {
    let mut counter = 0;
    thread::scope(|scope| {
        scope.spawn(|| counter += 1);
        println!("found so far: {counter}");
    });
}
