//! Wrong: three greeters at the same time, in threads. One second, not three.
//!
//! Run:    just variant at-once
//! Output: the same lines, in any order
//! Sheet:  01

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
