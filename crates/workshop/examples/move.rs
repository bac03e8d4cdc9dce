//! `move`: a closure that owns what it uses.
//!
//! From the page *Rust for this course*.

use std::thread;

fn main() {
    let names = vec!["Guido", "Luciano", "Kushal"];

    thread::scope(|scope| {
        // This thread borrows the names: the scope waits for it.
        scope.spawn(|| println!("{} names", names.len()));
    });

    // This one owns them. Without `move` it would not compile (E0373).
    let handle = thread::spawn(move || {
        println!("{}", names.join(", "));
        names.len()
    });
    // `join` waits, and returns what the closure has returned.
    println!("{:?}", handle.join().ok());
}
