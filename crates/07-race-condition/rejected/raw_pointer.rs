//! E0277: nor can a raw pointer: nothing protects what it points to.

use std::thread;

fn main() {
    let mut counter = 0;
    let pointer = &raw mut counter;
    thread::scope(|scope| {
        scope.spawn(move || unsafe { pointer.write(pointer.read() + 1) });
    });
    println!("found: {counter}");
}
