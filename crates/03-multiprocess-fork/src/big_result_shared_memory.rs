//! A process leaves a large result in shared memory: no byte crosses.
//!
//! `mmap.mmap(-1, size)` is `SharedMemory::new`. It is made before the fork,
//! and is the only thing of which parent and child don't each have a copy. The
//! parent reads it after the child has ended. A parent that reads earlier has
//! every problem that threads have, races included.
//!
//! Run:    just run 03-multiprocess-fork big-result-shared-memory 1000000
//! Output: the same in every run
//! Source: A3, on moving large objects

use anyhow::Result;
use instruments::Stopwatch;

use crate::child::Child;
use crate::shared_memory::SharedMemory;

pub fn run(size: usize) -> Result<()> {
    let stopwatch = Stopwatch::start();
    let mut result = SharedMemory::new(size)?;
    let child = Child::fork("the child", || compute(&mut result))?;
    child.wait()?;
    println!("{} bytes, sum {}", result.len(), sum(&result));
    println!("crossed: 0 bytes");
    stopwatch.report();
    Ok(())
}

/// The bytes 0 to 250, over and over.
fn compute(result: &mut [u8]) {
    let bytes: Vec<u8> = (0..=250).collect();
    for chunk in result.chunks_mut(251) {
        chunk.copy_from_slice(&bytes[..chunk.len()]);
    }
}

fn sum(result: &[u8]) -> u64 {
    result.iter().map(|&byte| u64::from(byte)).sum()
}
