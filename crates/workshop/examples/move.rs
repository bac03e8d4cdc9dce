//! `move`: a closure that owns what it uses.
//!
//! From the page *Rust for this course*.

use std::thread;

fn main() {
    let name = String::from("Guido");

    thread::scope(|scope| {
        // This thread borrows the name: the scope waits for it.
        scope.spawn(|| println!("{name} has {} letters", name.len()));
    });

    // This one owns it. Without `move` it would not compile (E0373).
    let handle = thread::spawn(move || {
        println!("Hello {name}");
        name.len()
    });
    // `join` waits, and returns what the closure has returned.
    println!("{:?}", handle.join().ok());
}
