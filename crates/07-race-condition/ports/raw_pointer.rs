//! E0277: nor may a raw pointer, of which the compiler knows nothing.

use std::thread;

fn main() {
    let mut counter = 0;
    let pointer = &raw mut counter;
    thread::scope(|scope| {
        scope.spawn(move || unsafe { pointer.write(pointer.read() + 1) });
    });
    println!("found: {counter}");
}
