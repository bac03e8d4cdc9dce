//! A process hands over a large result through a pipe: every byte crosses.
//!
//! A pipe holds 64 KiB. When it is full, the child waits until the parent has
//! read some. So the parent reads first, and waits for the child's end then:
//! in the other order each would wait for the other, from the 65537th byte on.
//! Python would pickle most objects first, but not bytes.
//!
//! Run:    just run 03-multiprocess-fork big-result-pipe 1000000
//! Output: the same in every run
//! Source: A3, on moving large objects

use std::io::{self, Read, Write};

use anyhow::Result;
use instruments::Stopwatch;

use crate::child::{Child, exit_with};

pub fn run(size: usize) -> Result<()> {
    let stopwatch = Stopwatch::start();
    let (mut receiver, mut sender) = io::pipe()?;
    // The closure takes `sender`, so the parent's copy of it is closed when
    // `fork` returns. As long as it is open, the pipe does not end.
    let child = Child::fork("the child", move || {
        exit_with(sender.write_all(&compute(size)))
    })?;
    let mut result = Vec::new();
    let crossed = receiver.read_to_end(&mut result)?;
    child.wait()?;
    println!("{} bytes, sum {}", result.len(), sum(&result));
    println!("crossed: {crossed} bytes");
    stopwatch.report();
    Ok(())
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
