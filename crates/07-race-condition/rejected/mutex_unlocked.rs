//! E0368: a counter in a mutex can't be reached without the lock.

use std::sync::Mutex;
use std::thread;

fn main() {
    let mut counter = Mutex::new(0);
    thread::scope(|scope| {
        scope.spawn(|| counter += 1);
    });
}
