//! E0382: what was moved into one thread can't be moved into another.

use std::thread;

fn main() {
    let mut counter = Box::new(0);
    thread::scope(|scope| {
        scope.spawn(move || *counter += 1);
        scope.spawn(move || *counter += 1);
    });
}
