//! E0277: whoever has locked a mutex has to unlock it, not another thread.

use std::sync::Mutex;
use std::thread;

fn main() {
    let counter = Mutex::new(0);
    let mut guard = counter.lock().expect("nobody panics");
    thread::scope(|scope| {
        scope.spawn(move || *guard += 1);
    });
}
