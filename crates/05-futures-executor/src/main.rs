//! Futures: an executor takes a job, and returns a future for its result.
//!
//! Python's `concurrent.futures` is our own module `executor` here, with an
//! `Executor` and a `Future`. The job of our future runs in any case; a plain
//! `std::future::Future` does nothing until it is polled.
//!
//! Run: `just run 05-futures-executor` runs a guided tour; add an example's
//! name to run that one, or --help for the list.

#![forbid(unsafe_code)]

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::Subcommand;
use demo::args;

mod as_completed;
mod conformance_callbacks;
mod conformance_executor;
mod conformance_states;
mod conformance_waiting;
mod download_sites;
mod executor;
mod fetch_urls;
mod fib;
mod future;
mod future_await;
mod future_callbacks;
mod future_cancel;
mod future_race;
mod gate;
mod greeter;
mod wait;

#[derive(Subcommand)]
enum Example {
    /// Greet Guido, Luciano and Kushal, each in a job
    Greeter,
    /// Ask a future before and after its job is done
    Future,
    /// Ask a future after a sleep, as the article does: a race
    FutureRace,
    /// Cancel a job that has not begun, and one that has
    FutureCancel,
    /// Await a future from async code
    FutureAwait,
    /// Add callbacks to a future, before its job is done and after
    FutureCallbacks,
    /// Print the results of three jobs as soon as they are there
    AsCompleted,
    /// Wait for the first of three jobs, for all, or for a second
    Wait,
    /// Fetch three pages, each in a job
    FetchUrls(args::Fetch),
    /// Download three sites 80 times each, with five workers
    DownloadSites(args::Download),
    /// Compute eight Fibonacci numbers, each in a job
    Fib(args::Fib),
    /// Compare a future with Python's: its states
    ConformanceStates,
    /// Compare a future with Python's: its callbacks
    ConformanceCallbacks,
    /// Compare wait, as_completed and map with Python's
    ConformanceWaiting,
    /// Compare an executor with Python's: its threads and its shutdown
    ConformanceExecutor,
}

const TOUR: &[&str] = &[
    "greeter",
    "future",
    "future-race",
    "future-cancel",
    "future-await",
    "future-callbacks",
    "as-completed",
    "wait",
    "fetch-urls",
    "download-sites --times 2",
    "fib 36",
];

fn run(example: Example, second: Duration) -> Result<()> {
    match example {
        Example::Greeter => greeter::run(second),
        Example::Future => future::run(),
        Example::FutureRace => future_race::run(second),
        Example::FutureCancel => future_cancel::run(second),
        Example::FutureAwait => future_await::run(),
        Example::FutureCallbacks => future_callbacks::run(),
        Example::AsCompleted => as_completed::run(second),
        Example::Wait => wait::run(second),
        Example::FetchUrls(it) => fetch_urls::run(second, it.urls, it.limits),
        Example::DownloadSites(it) => {
            download_sites::run(second, it.urls, it.times, it.limits)
        }
        Example::Fib(it) => fib::run(it.n),
        Example::ConformanceStates => conformance_states::run(),
        Example::ConformanceCallbacks => conformance_callbacks::run(),
        Example::ConformanceWaiting => conformance_waiting::run(),
        Example::ConformanceExecutor => conformance_executor::run(),
    }
}

fn main() -> ExitCode {
    // A job's panic belongs to its future, as a job's exception does in Python.
    demo::endings::leave_panics_to("worker");
    demo::main("Futures from an executor over a pool of threads", TOUR, run)
}
