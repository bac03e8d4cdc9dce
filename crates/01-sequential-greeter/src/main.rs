//! One thing after another, in one thread: no concurrency at all.
//!
//! This room is the yardstick for the other seven. Its examples are plain
//! function calls: the next one starts only when the previous one has
//! returned, in Python as in Rust.
//!
//! Run: `just run 01-sequential-greeter` runs a guided tour; add an example's
//! name to run that one, or --help for the list.

#![forbid(unsafe_code)]

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::Subcommand;
use demo::args;

mod download_sites;
mod fetch_urls;
mod fib;
mod greeter;
mod squares;

#[derive(Subcommand)]
enum Example {
    /// Greet Guido, Luciano and Kushal, one after another
    Greeter,
    /// Square numbers in a loop
    Squares(args::Numbers),
    /// Fetch three pages, one after another
    FetchUrls(args::Fetch),
    /// Download three sites 80 times each, one after another
    DownloadSites(args::Download),
    /// Compute eight Fibonacci numbers, one after another
    Fib(args::Fib),
}

const TOUR: &[&str] =
    &["greeter", "squares", "fetch-urls", "download-sites --times 2", "fib 36"];

fn run(example: Example, second: Duration) -> Result<()> {
    match example {
        Example::Greeter => greeter::run(second),
        Example::Squares(it) => squares::run(&it.numbers),
        Example::FetchUrls(it) => {
            fetch_urls::run(second, it.urls, it.limits)?;
        }
        Example::DownloadSites(it) => {
            download_sites::run(second, it.urls, it.times, it.limits)?;
        }
        Example::Fib(it) => fib::run(it.n),
    }
    Ok(())
}

fn main() -> ExitCode {
    demo::main("One after another, in one thread", TOUR, run)
}
