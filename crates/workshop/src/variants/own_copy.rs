//! Wrong: the child fills its own copy of `result`; the parent's stays empty.
//!
//! Run:    just variant own-copy 100000
//! Output: the same in every run
//! Sheet:  03

use anyhow::Result;

use crate::child::Child;

pub fn run(size: usize) -> Result<()> {
    let mut result = Vec::new();
    let child = Child::fork("the child", || result = compute(size))?;
    child.wait()?;
    println!("{} bytes, sum {}", result.len(), sum(&result));
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
