//! 4 kB from memory, from a file, and over the network of this machine.
//!
//! The best of many tries counts, so that a busy machine changes nothing. The
//! file is in the system's cache, and the network is only the loopback: a disk
//! and a cable would be slower. Even so, each is at least twice as slow as the
//! one before.
//!
//! Run:    just run claims ladder
//! Output: the same in every run
//! Source: A2 and A3, on I/O that is slower than computing

use std::env;
use std::fs::File;
use std::hint::black_box;
use std::io::{Read, Seek, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use instruments::note;

const TRIES: u32 = 5_000;

pub fn run() -> Result<()> {
    // At addresses that end alike, a copy takes ten times as long.
    let mut bytes = vec![1; 10 * 1024];
    let (original, rest) = bytes.split_at_mut(4096);
    let copy = &mut rest[2048..];
    let memory = best(|| {
        black_box(&mut *copy).copy_from_slice(black_box(original));
        Ok(())
    })?;

    // This program is a file that is in the cache: it is running.
    let mut file = File::open(env::current_exe()?)?;
    let cached = best(|| {
        file.rewind()?;
        Ok(file.read_exact(copy)?)
    })?;

    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut sender = TcpStream::connect(listener.local_addr()?)?;
    let (mut receiver, _) = listener.accept()?;
    let loopback = best(|| {
        sender.write_all(original)?;
        Ok(receiver.read_exact(copy)?)
    })?;

    let mut rungs =
        [("memory", memory), ("file", cached), ("loopback", loopback)];
    rungs.sort_by_key(|(_, time)| *time);
    let is_far = |pair: &[(_, Duration)]| pair[1].1 >= 2 * pair[0].1;
    let sign = if rungs.windows(2).all(is_far) { " < " } else { " ? " };
    println!("{}", rungs.map(|(name, _)| name).join(sign));
    note!("count: 4 kB: {rungs:?}");
    Ok(())
}

fn best(mut work: impl FnMut() -> Result<()>) -> Result<Duration> {
    let mut times = Vec::new();
    for _ in 0..TRIES {
        let start = Instant::now();
        work()?;
        times.push(start.elapsed());
    }
    times.into_iter().min().context("at least one try")
}
