//! Wrong: the parent waits for the child first, and reads the pipe too late.
//!
//! A pipe holds 64 KiB. With 65537 bytes and more, the child waits for the
//! parent to read, and the parent waits for the child to end.
//!
//! Run:    just variant wait-first 65536
//! Output: the same in every run; none from 65537 on, since it hangs
//! Sheet:  03, the line to move

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
    child.wait()?;
    let mut result = Vec::new();
    let crossed = receiver.read_to_end(&mut result)?;
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
