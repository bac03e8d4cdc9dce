//! Three friends eat together. Nobody orders before all three have arrived.
//!
//! All three threads are started before the first is joined. The results come
//! in the order of the joins, whatever the order of the arrivals.

use std::sync::Barrier;
use std::thread;

fn main() {
    let table = &Barrier::new(3);
    thread::scope(|scope| {
        let mut handles = Vec::new();
        for name in ["Guido", "Luciano", "Kushal"] {
            handles.push((name, scope.spawn(move || friend(name, table))));
        }
        for (name, handle) in handles {
            let dish = handle.join().unwrap();
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
