//! What each cure costs, as a multiple of the cheapest.
//!
//! The same count with every cure, one after the other, each timed. What makes
//! the difference is what the threads share. Local sums share nothing. An
//! atomic makes the cores pass the counter around; a compare-exchange does so
//! too, and often in vain. At a mutex, threads are put to sleep and woken. Over
//! a channel, each increment is a message, and one thread adds them all.
//!
//! Ratios say less about your machine than seconds would; but expect them to
//! grow with the number of cores, which get in each other's way. This crate is
//! optimised in a debug build too; see the workspace's `Cargo.toml`.
//!
//! Run with `just run 07-race-condition costs`; the numbers vary. They are on
//! stdout because they are what this example has to say. Source: A4, P4.7, all
//! its cures.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::{atomic, channel, compare_exchange, local_sums, mutex};

pub fn run(threads: u64, increments: u64) -> Result<()> {
    let time = |count| time(count, threads, increments);
    let cheapest = time(local_sums::count)?;
    for (cure, count) in CURES {
        let ratio = time(count)?.div_duration_f64(cheapest);
        writeln!(io::stdout(), "{cure}: {ratio:.0} times local-sums")?;
    }
    Ok(())
}

type Count = fn(u64, u64) -> Result<u64>;

const CURES: [(&str, Count); 4] = [
    ("atomic", atomic::count),
    ("compare-exchange", compare_exchange::count),
    ("mutex", mutex::count),
    ("channel", channel::count),
];

/// The shortest of a few times: whatever disturbs can only make one longer.
fn time(count: Count, threads: u64, increments: u64) -> Result<Duration> {
    let mut shortest = Duration::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        let found = count(threads, increments)?;
        shortest = shortest.min(start.elapsed());
        ensure!(found == threads * increments, "a cure has lost updates");
    }
    Ok(shortest)
}
