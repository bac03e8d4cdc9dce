//! A process leaves a large result in shared memory: no byte crosses.
//!
//! `mmap.mmap(-1, size)` is `SharedMemory::new`. It is made before the fork,
//! and is the one thing that parent and child don't have a copy each of. Here
//! it is read after the child has ended; whoever reads earlier has everything
//! that threads have, races included.
//!
//! Run with `just run 03-multiprocess-fork big-result-shared-memory`, or with
//! another size: `just run 03-multiprocess-fork big-result-shared-memory
//! 100000000`; the same in every run. Source: A3, on moving large objects
//! between processes.

use std::io::{self, Write};

use anyhow::Result;

use crate::child::Child;
use crate::shared_memory::SharedMemory;
use crate::stopwatch::Stopwatch;

pub fn run(bytes: usize) -> Result<()> {
    let stopwatch = Stopwatch::start()?;
    let mut memory = SharedMemory::new(bytes)?;
    let child = Child::fork("the child".into(), || {
        compute(memory.as_mut());
        Ok(())
    })?;
    child.wait()?;
    let result = memory.as_ref();
    let (length, checksum) = (result.len(), checksum(result));
    writeln!(io::stdout(), "{length} bytes, checksum {checksum:08x}")?;
    writeln!(io::stdout(), "crossed: 0 bytes")?;
    stopwatch.report()
}

/// The result, whose content does not matter.
fn compute(result: &mut [u8]) {
    for (byte, value) in result.iter_mut().zip((0..=250).cycle()) {
        *byte = value;
    }
}

/// Adler-32, which is `zlib.adler32`. After 5552 bytes the sums must be cut.
fn checksum(result: &[u8]) -> u32 {
    let (mut a, mut b) = (1, 0);
    for block in result.chunks(5552) {
        for &byte in block {
            a += u32::from(byte);
            b += a;
        }
        a %= 65_521;
        b %= 65_521;
    }
    (b << 16) | a
}
