//! E0277: only the thread that has locked a mutex can unlock it.

use std::sync::Mutex;
use std::thread;

fn main() {
    let counter = Mutex::new(0);
    let mut guard = counter.lock().unwrap();
    thread::scope(|scope| {
        scope.spawn(move || *guard += 1);
    });
}
