//! A ticket office: four counters sell 400 tickets for 5 each, until none is
//! left.
//!
//! What is left and what has been paid are behind locks, and too many tickets
//! are printed all the same: each sale reads under a lock, and writes under
//! another. Make a sale one critical section, so that the program prints
//!
//!     printed: 400
//!     paid: 2000
//!
//! `print_ticket` stays as it is: it takes a while, in the worst place.
//!
//! Check: just exercise 07

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::Duration;

static PRINTED: AtomicU32 = AtomicU32::new(0);

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
                while sell(&office) {}
            });
        }
    });
    println!("printed: {}", PRINTED.load(Relaxed));
    println!("paid: {}", office.paid.lock().unwrap());
}

/// Sells a ticket, if there is one left.
fn sell(office: &Office) -> bool {
    let left = *office.left.lock().unwrap();
    let paid = *office.paid.lock().unwrap();
    if left == 0 {
        return false;
    }
    print_ticket(left);
    *office.left.lock().unwrap() = left - 1;
    *office.paid.lock().unwrap() = paid + 5;
    true
}

fn print_ticket(_number: u32) {
    PRINTED.fetch_add(1, Relaxed);
    thread::sleep(Duration::from_micros(100));
}
