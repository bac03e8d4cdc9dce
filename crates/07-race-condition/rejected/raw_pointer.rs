//! E0277: a raw pointer can't go to another thread: nothing protects its data.

use std::thread;

fn main() {
    let mut counter = 0;
    let pointer = &raw mut counter;
    thread::scope(|scope| {
        scope.spawn(move || unsafe { pointer.write(pointer.read() + 1) });
    });
    println!("found: {counter}");
}
