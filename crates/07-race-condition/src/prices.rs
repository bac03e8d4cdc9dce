//! What each cure costs, as a multiple of the cheapest.
//!
//! All cures count to the same number, one after another, and each is timed.
//! What they cost depends on what the threads share. Local sums share nothing.
//! An atomic makes the cores pass the counter around; so does a
//! compare-exchange, which often has to try again. A mutex puts threads to
//! sleep and wakes them. Over a channel each increment is a message.
//!
//! The ratios vary from run to run, and from machine to machine. This crate is
//! optimised in a debug build, too: see the workspace's `Cargo.toml`. Python's
//! cures are compared by `just costs`.
//!
//! Run:    just run 07-race-condition prices
//! Output: varies
//! Source: A4, P4.7, all its cures

use std::time::{Duration, Instant};

use crate::{atomic, channel, compare_exchange, local_sums, mutex};

type Count = fn(u64, u64) -> u64;

const CURES: [(&str, Count); 4] = [
    ("atomic", atomic::count),
    ("compare-exchange", compare_exchange::count),
    ("mutex", mutex::count),
    ("channel", channel::count),
];

pub fn run(threads: u64, increments: u64) {
    let cheapest = time(local_sums::count, threads, increments);
    for (cure, count) in CURES {
        let time = time(count, threads, increments);
        let ratio = time.div_duration_f64(cheapest);
        println!("{cure}: {ratio:.0} times local-sums");
    }
}

/// The shortest of five times: other programs can only make one longer.
fn time(count: Count, threads: u64, increments: u64) -> Duration {
    let mut shortest = Duration::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        let found = count(threads, increments);
        shortest = shortest.min(start.elapsed());
        assert_eq!(found, threads * increments, "a cure has lost updates");
    }
    shortest
}
