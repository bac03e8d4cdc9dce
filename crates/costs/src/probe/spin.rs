//! The capacity of the cores: how much faster one thread per core computes
//! than a single thread.

use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

use crate::figures::Found;
use crate::quiet;

/// Both are tried in turn, and the best try of each counts, because other
/// programs can only slow it down.
const TRIES: usize = 3;

/// How long a try takes.
const SPIN: Duration = Duration::from_millis(130);

/// The ratio. Two cores reach 2 only if they share nothing.
pub fn measure() -> Found {
    let cores = quiet::cores() as usize;
    let (mut alone, mut together) = (0.0_f64, 0.0_f64);
    for _ in 0..TRIES {
        alone = alone.max(spin());
        together = together.max(spin_on(cores));
    }
    Found::from([("threads".into(), together / alone)])
}

fn spin_on(cores: usize) -> f64 {
    thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(spin)).collect();
        let rates = threads.into_iter().map(thread::ScopedJoinHandle::join);
        rates.map(|rate| rate.expect("it does not panic")).sum()
    })
}

/// Rounds of multiplications in a second.
fn spin() -> f64 {
    let (mut count, mut product) = (0, 1u64);
    let start = Instant::now();
    while start.elapsed() < SPIN {
        for factor in 0..10_000u64 {
            product = black_box(product.wrapping_mul(factor | 1));
        }
        count += 1;
    }
    f64::from(count) / start.elapsed().as_secs_f64()
}
