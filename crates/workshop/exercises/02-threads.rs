//! Three friends eat together. Nobody orders before all three have arrived.
//!
//! Each friend is a thread, and waits at a `Barrier` until three have come.
//! This program hangs. Change `main` so that it prints
//!
//!     Guido orders soup
//!     Luciano orders rice
//!     Kushal orders bread
//!
//! in this order, whoever arrives first. `friend` stays as it is.
//!
//! Check: just exercise 02

use std::sync::Barrier;
use std::thread;

fn main() {
    let table = &Barrier::new(3);
    thread::scope(|scope| {
        for name in ["Guido", "Luciano", "Kushal"] {
            let thread = scope.spawn(move || friend(name, table));
            let dish = thread.join().unwrap();
            println!("{name} orders {dish}");
        }
    });
}

fn friend(name: &str, table: &Barrier) -> &'static str {
    table.wait(); // returns when three threads wait
    match name {
        "Guido" => "soup",
        "Luciano" => "rice",
        _ => "bread",
    }
}
