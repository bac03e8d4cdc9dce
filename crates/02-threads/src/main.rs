//! Threads: the operating system runs each one, on whatever core is free.
//!
//! Python's `threading.Thread` is `std::thread` here. What can't be carried
//! over is the GIL: Python lets one thread at a time run Python code, Rust
//! lets every thread run.
//!
//! Run: `just run 02-threads` runs a guided tour; add an example's name to run
//! that one, or --help for the list.

#![forbid(unsafe_code)]

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::{Args, Subcommand, value_parser};
use demo::args;

mod big_result;
mod empty;
mod fetch_urls;
mod fib;
mod greeter;
mod swarm;
mod workers;

#[derive(Subcommand)]
enum Example {
    /// Start a thread that does nothing, and wait for it
    Empty,
    /// Greet Guido, Luciano and Kushal, each in a thread
    Greeter,
    /// Start workers that finish in the order of their sleeps
    Workers(args::Sleeps),
    /// Fetch three pages, each in a thread
    FetchUrls(args::Fetch),
    /// Compute eight Fibonacci numbers, each in a thread
    Fib(args::Fib),
    /// Hand over a large result by moving it through a channel
    BigResult(args::Bytes),
    /// Let a thousand threads wait at the same time
    Swarm(Count),
}

#[derive(Args)]
struct Count {
    /// How many threads: 1 to 10000
    #[arg(value_name = "N", default_value_t = 1000)]
    #[arg(allow_negative_numbers = true)]
    #[arg(value_parser = value_parser!(u32).range(1..=10_000))]
    count: u32,
}

const TOUR: &[&str] = &[
    "empty",
    "greeter",
    "workers 4 1 3 2",
    "fetch-urls",
    "fib 36",
    "big-result",
    "swarm",
];

fn run(example: Example, second: Duration) -> Result<()> {
    match example {
        Example::Empty => empty::run(),
        Example::Greeter => greeter::run(second),
        Example::Workers(it) => workers::run(second, it.sleeps),
        Example::FetchUrls(it) => {
            fetch_urls::run(second, it.urls, it.limits)?;
        }
        Example::Fib(it) => fib::run(it.n),
        Example::BigResult(it) => big_result::run(it.bytes as usize),
        Example::Swarm(it) => swarm::run(second, it.count)?,
    }
    Ok(())
}

fn main() -> ExitCode {
    demo::main("Threads of the operating system", TOUR, run)
}
