//! A thread hands over a large result: three words cross, whatever its size.
//!
//! `queue.put` is `sender.send`. A `Vec` goes through the channel: a pointer, a
//! length and a capacity. The bytes stay where they are. Python hands over a
//! reference, and both threads may use the object afterwards; here it has been
//! moved, and the sender can't.
//!
//! Run:    just run 02-threads big-result 1000000
//! Output: the same in every run
//! Source: A3, on moving large objects

use std::sync::mpsc;
use std::thread;

use instruments::Stopwatch;

pub fn run(size: usize) {
    let stopwatch = Stopwatch::start();
    let (sender, receiver) = mpsc::channel();
    let thread = thread::spawn(move || sender.send(compute(size)));
    let result = receiver.recv().unwrap();
    thread.join().unwrap().unwrap();
    println!("{} bytes, sum {}", result.len(), sum(&result));
    println!("crossed: {} bytes", size_of_val(&result));
    stopwatch.report();
}

/// The bytes 0 to 250, over and over.
fn compute(size: usize) -> Vec<u8> {
    let mut result: Vec<u8> = (0..=250).collect();
    result = result.repeat(size.div_ceil(251));
    result.truncate(size);
    result
}

fn sum(result: &[u8]) -> u64 {
    result.iter().map(|&byte| u64::from(byte)).sum()
}
