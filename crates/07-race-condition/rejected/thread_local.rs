//! compiles: each thread has a thread-local counter of its own.

use std::cell::Cell;
use std::thread;

thread_local! {
    static COUNTER: Cell<u64> = const { Cell::new(0) };
}

fn main() {
    let increment = || COUNTER.set(COUNTER.get() + 1);
    let threads = [(); 2].map(|()| thread::spawn(increment));
    for thread in threads {
        thread.join().unwrap();
    }
    println!("found: {}", COUNTER.get());
}
