//! Wrong: three greeters at the same time, in threads. One second, not three.
//!
//! Run:    just variant at-once
//! Output: the same in every run
//! Sheet:  01

use std::thread;
use std::time::Duration;

pub fn run(second: Duration) {
    thread::scope(|scope| {
        let names = ["Guido", "Luciano", "Kushal"];
        let handles =
            names.map(|name| scope.spawn(move || greeter(name, second)));
        for handle in handles {
            println!("{}", handle.join().unwrap());
        }
    });
}

fn greeter(name: &str, second: Duration) -> String {
    thread::sleep(second);
    format!("Hello {name}")
}
