//! Three greeters at the same time: three seconds of waiting take one.
//!
//! `Thread(target=greeter, args=(name,))` and `start()` are `scope.spawn`.
//!
//! Python waits for its threads before it exits, and the article leaves it at
//! that. Rust does not: a program ends when `main` does. The scope waits here:
//! it ends when all of its threads have ended.
//!
//! Run:    just run 02-threads greeter
//! Output: the same lines, in any order
//! Source: A0, P0.2

use std::thread;
use std::time::Duration;

pub fn run(second: Duration) {
    thread::scope(|scope| {
        for name in ["Guido", "Luciano", "Kushal"] {
            scope.spawn(move || greeter(name, second));
        }
    });
}

fn greeter(name: &str, second: Duration) {
    println!("Hello {name}");
    // Only this greeter sleeps; the other two go on.
    thread::sleep(second);
}
