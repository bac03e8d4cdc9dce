//! E0382: what has been moved into one thread can't be moved into the next.

use std::thread;

fn main() {
    let mut counter = Box::new(0);
    thread::scope(|scope| {
        scope.spawn(move || *counter += 1);
        scope.spawn(move || *counter += 1);
    });
}
