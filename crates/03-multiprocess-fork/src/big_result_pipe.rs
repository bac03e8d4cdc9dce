//! A process hands over a large result through a pipe: every byte crosses.
//!
//! `Pipe()` is `io::pipe`. A pipe holds 64 KiB; when it is full the child
//! waits until the parent has read some. So the parent reads to the end and
//! waits for the child's end afterwards: the other way round, from the 65537th
//! byte on, each would wait for the other. Python pickles an object first;
//! bytes are spared that.
//!
//! Run with `just run 03-multiprocess-fork big-result-pipe`, or with another
//! size: `just run 03-multiprocess-fork big-result-pipe 100000000`; the same
//! in every run. Source: A3, on moving large objects between processes.

use std::io::{self, Read, Write};

use anyhow::{Context, Result};
use nix::errno::Errno;

use crate::child::Child;
use crate::stopwatch::Stopwatch;

pub fn run(bytes: usize) -> Result<()> {
    let stopwatch = Stopwatch::start()?;
    let (mut receiver, mut sender) = io::pipe().context("no pipe")?;
    // The closure takes the sender along. Our copy is closed when `fork`
    // returns: as long as it lived, the pipe would not come to an end.
    let child = Child::fork("the child".into(), move || {
        sender.write_all(&compute(bytes)?)
    })?;
    let mut result = Vec::new();
    let crossed = receiver.read_to_end(&mut result)?;
    child.wait()?;
    let (length, checksum) = (result.len(), checksum(&result));
    writeln!(io::stdout(), "{length} bytes, checksum {checksum:08x}")?;
    writeln!(io::stdout(), "crossed: {crossed} bytes")?;
    stopwatch.report()
}

/// The result, whose content does not matter.
fn compute(bytes: usize) -> io::Result<Vec<u8>> {
    let mut result = Vec::new();
    // `collect` would abort the child if there is not so much memory.
    result.try_reserve_exact(bytes).map_err(|_| Errno::ENOMEM)?;
    result.extend((0..=250).cycle().take(bytes));
    Ok(result)
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
