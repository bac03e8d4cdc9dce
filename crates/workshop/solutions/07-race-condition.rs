//! A ticket office: four counters sell 1000 tickets each, for 5 a ticket.
//!
//! One lock holds all that belongs together, and the guard lives until the end
//! of the sale. With two locks, both would have to be held from the first read
//! to the last write, and taken in the same order everywhere.

use std::sync::{Barrier, Mutex};
use std::thread;

struct Office {
    left: u32,
    paid: u32,
}

fn main() {
    let office = Mutex::new(Office { left: 4000, paid: 0 });
    let opening = Barrier::new(4);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                opening.wait(); // all counters open at the same time
                for _ in 0..1000 {
                    sell(&office);
                }
            });
        }
    });
    let office = office.into_inner().unwrap();
    println!("left: {}", office.left);
    println!("paid: {}", office.paid);
}

fn sell(office: &Mutex<Office>) {
    let mut office = office.lock().unwrap();
    let Office { left, paid } = *office;
    thread::yield_now();
    office.left = left - 1;
    office.paid = paid + 5;
}
