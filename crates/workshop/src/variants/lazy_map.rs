//! Wrong: the greeters are in a map, and nobody consumes it: nothing happens.
//!
//! Run:    just variant lazy-map
//! Output: nothing
//! Sheet:  01

use std::thread;
use std::time::Duration;

pub fn run(second: Duration) {
    let names = ["Guido", "Luciano", "Kushal"];
    let _greetings = names.iter().map(|name| greeter(name, second));
}

fn greeter(name: &str, second: Duration) {
    println!("Hello {name}");
    thread::sleep(second);
}
