//! Three greeters, one after another: three seconds of waiting take three.
//!
//! Both languages call a function three times, and each call ends before the
//! next begins. In the other rooms the same three greeters take one second.
//!
//! The article's greeter does not sleep. Ours does, in both languages, so that
//! it can be compared with the others.
//!
//! Run:    just run 01-sequential-greeter greeter
//! Output: the same in every run
//! Source: A0, P0.1

use std::thread;
use std::time::Duration;

pub fn run(second: Duration) {
    for name in ["Guido", "Luciano", "Kushal"] {
        greeter(name, second);
    }
}

fn greeter(name: &str, second: Duration) {
    println!("Hello {name}");
    // Only this greeter sleeps; the other two have to wait.
    thread::sleep(second);
}
