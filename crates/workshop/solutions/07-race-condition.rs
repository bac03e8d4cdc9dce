//! A ticket office: four counters sell 400 tickets for 5 each, until none is
//! left.
//!
//! One lock holds all that belongs together, from the first read to the last
//! write, and is released before the printer starts. With two locks, every
//! sale would have to take both, in the same order.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::Duration;

static PRINTED: AtomicU32 = AtomicU32::new(0);

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
                while sell(&office) {}
            });
        }
    });
    println!("printed: {}", PRINTED.load(Relaxed));
    println!("paid: {}", office.lock().unwrap().paid);
}

/// Sells a ticket, if there is one left.
fn sell(office: &Mutex<Office>) -> bool {
    let mut guard = office.lock().unwrap();
    let number = guard.left;
    if number == 0 {
        return false;
    }
    guard.left -= 1;
    guard.paid += 5;
    drop(guard); // the printer is slow, and needs no lock
    print_ticket(number);
    true
}

fn print_ticket(_number: u32) {
    PRINTED.fetch_add(1, Relaxed);
    thread::sleep(Duration::from_micros(100));
}
