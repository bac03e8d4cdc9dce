//! E0594: a closure that several threads call can't change what it captured.

use std::thread;

fn main() {
    let mut counter = 0;
    in_two_threads(|| counter += 1);
    println!("found: {counter}");
}

fn in_two_threads(job: impl Fn() + Sync) {
    thread::scope(|scope| {
        scope.spawn(&job);
        scope.spawn(&job);
    });
}
