//! The lost update in slow motion: `forced` prints each of its steps.
//!
//! Both threads read the same number, and both write the number after it: two
//! increments, and the counter grows by one. The barriers decide that both
//! read before either writes. The sleeps decide nothing: they give you time to
//! look, and `just lanes 07 forced-slowly` something to draw.
//!
//! Run:    just run 07-race-condition forced-slowly
//! Output: the same lines, in any order between two barriers
//! Source: A4, P4.7, made to fail

use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

pub fn run(second: Duration) {
    let counter = AtomicU64::new(0);
    let barrier = Barrier::new(2);
    thread::scope(|scope| {
        for (name, pause) in [("A", second / 4), ("B", second / 2)] {
            let (counter, barrier) = (&counter, &barrier);
            scope.spawn(move || increment(name, counter, barrier, pause));
        }
    });
    println!("expected: 4");
    println!("found: {}", counter.into_inner());
}

fn increment(
    name: &str,
    counter: &AtomicU64,
    barrier: &Barrier,
    pause: Duration,
) {
    for _ in 0..2 {
        thread::sleep(pause);
        let value = counter.load(Relaxed);
        println!("{name} reads {value}");
        barrier.wait(); // both have read
        thread::sleep(pause);
        counter.store(value + 1, Relaxed);
        println!("{name} writes {}", value + 1);
        barrier.wait(); // both have written
    }
}
