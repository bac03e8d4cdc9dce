//! Wrong: each greeter has a thread, but is joined before the next one starts.
//!
//! Run:    just variant join-in-turn
//! Output: the same in every run
//! Sheet:  01, the line to change

use std::thread;
use std::time::Duration;

pub fn run(second: Duration) {
    for name in ["Guido", "Luciano", "Kushal"] {
        thread::spawn(move || greeter(name, second)).join().unwrap();
    }
}

fn greeter(name: &str, second: Duration) {
    println!("Hello {name}");
    // Only this greeter sleeps; the other two have to wait.
    thread::sleep(second);
}
