//! A thread hands over a large result: three words cross, whatever its size.
//!
//! `queue.put` is `sender.send`. What goes through the channel is a `Vec`, a
//! pointer with a length and a capacity; the bytes stay where they are. Python
//! hands over a reference and both may use the object afterwards; here it has
//! been moved, and the sender can't.
//!
//! Run with `just run 02-threads big-result`, or with another size: `just run
//! 02-threads big-result 100000000`; the same in every run. Source: A3, on
//! moving large objects.

use std::collections::TryReserveError;
use std::io::{self, Write};
use std::sync::mpsc;
use std::thread;

use anyhow::{Context, Result};

use crate::stopwatch::Stopwatch;

pub fn run(bytes: usize) -> Result<()> {
    let stopwatch = Stopwatch::start()?;
    let (sender, receiver) = mpsc::channel();
    let result: Vec<u8> = thread::scope(|scope| {
        thread::Builder::new()
            .spawn_scoped(scope, move || {
                sender.send(compute(bytes)).expect("the receiver waits");
            })
            .context("could not start the thread")?;
        let result = receiver.recv().context("the thread sent nothing")?;
        result.with_context(|| format!("no {bytes} bytes"))
    })?;
    let crossed = size_of_val(&result);
    let (length, checksum) = (result.len(), checksum(&result));
    writeln!(io::stdout(), "{length} bytes, checksum {checksum:08x}")?;
    writeln!(io::stdout(), "crossed: {crossed} bytes")?;
    stopwatch.report()
}

/// The result, whose content does not matter.
fn compute(bytes: usize) -> Result<Vec<u8>, TryReserveError> {
    let mut result = Vec::new();
    // `collect` would abort the program if there is not so much memory.
    result.try_reserve_exact(bytes)?;
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
