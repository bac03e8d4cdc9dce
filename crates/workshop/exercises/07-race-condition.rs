//! A ticket office: four counters sell 100 tickets each, for 5 a ticket.
//!
//! What is left and what has been paid are behind locks, and the numbers are
//! wrong all the same: each sale reads under a lock, and writes under another.
//! Make a sale one critical section, so that the program prints
//!
//!     left: 0
//!     paid: 2000
//!
//! `print_ticket` stays as it is: it takes a while, in the worst place.
//!
//! Check: just exercise 07

use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::Duration;

struct Office {
    left: Mutex<u32>,
    paid: Mutex<u32>,
}

fn main() {
    let office = Office { left: Mutex::new(400), paid: Mutex::new(0) };
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
    println!("left: {}", office.left.lock().unwrap());
    println!("paid: {}", office.paid.lock().unwrap());
}

fn sell(office: &Office) {
    let left = *office.left.lock().unwrap();
    let paid = *office.paid.lock().unwrap();
    print_ticket(left);
    *office.left.lock().unwrap() = left - 1;
    *office.paid.lock().unwrap() = paid + 5;
}

fn print_ticket(_number: u32) {
    thread::sleep(Duration::from_micros(100));
}
