//! A ticket office: four counters sell 100 tickets each, for 5 a ticket.
//!
//! One lock holds all that belongs together, from the first read to the last
//! write, and is released before the printer starts. With two locks, every
//! sale would have to take both, in the same order.

use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::Duration;

struct Office {
    left: u32,
    paid: u32,
}

fn main() {
    let office = Mutex::new(Office { left: 400, paid: 0 });
    let opening = Barrier::new(4);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                opening.wait(); // all counters open at the same time
                for _ in 0..100 {
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
    let mut guard = office.lock().unwrap();
    let number = guard.left;
    guard.left -= 1;
    guard.paid += 5;
    drop(guard); // the printer is slow, and needs no lock
    print_ticket(number);
}

fn print_ticket(_number: u32) {
    thread::sleep(Duration::from_micros(100));
}
