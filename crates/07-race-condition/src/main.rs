//! A race condition: the result depends on which thread comes first.
//!
//! Several threads add 1 to one counter: each reads it, adds, and writes it
//! back. If another thread writes in between, its update is lost. Python's
//! global variable is an atomic here, read in one step and written in another:
//! a race condition, but no *data race*. That would be undefined behaviour,
//! and Rust refuses to compile it.
//!
//! Run: `just run 07-race-condition` runs a guided tour; add an example's name
//! to run that one, or --help for the list.

#![forbid(unsafe_code)]

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::{Args, Subcommand, value_parser};

mod atomic;
mod await_between;
mod channel;
mod compare_exchange;
mod counter;
mod does_not_compile;
mod forced;
mod forced_slowly;
mod local_sums;
mod mutex;
mod mutex_twice;
mod prices;
mod schedules;
mod wild;

#[derive(Subcommand)]
enum Example {
    /// Let 5000 threads add 100 each, unprotected: the article's program
    #[command(mut_arg("threads", |arg| arg.default_value("5000")))]
    #[command(mut_arg("increments", |arg| arg.default_value("100")))]
    Counter(Sizes),
    /// Let two threads meet between read and write: exactly half is lost
    Forced(Increments),
    /// Do so in slow motion, and print each step
    ForcedSlowly,
    /// List all orders in which two threads can read and write
    Schedules(Few),
    /// Yield between read and write in four threads: some are always lost
    Wild(Sizes),
    /// Await between read and write in one thread: 900 of 1000 are lost
    AwaitBetween(Tasks),
    /// Protect read and write together by a mutex: exact
    Mutex(Sizes),
    /// Lock a mutex for the read, and again for the write: half is lost
    MutexTwice(Increments),
    /// Add in one atomic step: exact
    Atomic(Sizes),
    /// Write only if no other thread has written meanwhile: exact
    CompareExchange(Sizes),
    /// Send each increment to the thread that owns the counter: exact
    Channel(Sizes),
    /// Let each thread count for itself, and add the sums: exact
    LocalSums(Sizes),
    /// Compare what each cure costs with local sums
    #[command(mut_arg("increments", |arg| arg.default_value("500000")))]
    Prices(Sizes),
    /// Show the direct ports that the compiler rejects, and why
    DoesNotCompile,
}

#[derive(Args)]
struct Sizes {
    /// How many threads add to the counter: 1 to 10000
    #[arg(long, default_value_t = 4, allow_negative_numbers = true)]
    #[arg(value_parser = value_parser!(u64).range(1..=10_000))]
    threads: u64,

    /// How often each of them adds 1: 1 to 1000000
    #[arg(long, default_value_t = 1000, allow_negative_numbers = true)]
    #[arg(value_parser = value_parser!(u64).range(1..=1_000_000))]
    increments: u64,
}

#[derive(Args)]
struct Increments {
    /// How often each of the two threads adds 1: 1 to 1000000
    #[arg(long, default_value_t = 1000, allow_negative_numbers = true)]
    #[arg(value_parser = value_parser!(u64).range(1..=1_000_000))]
    increments: u64,
}

#[derive(Args)]
struct Few {
    /// How often each of the two threads adds 1: 1 to 3
    #[arg(long, default_value_t = 1, allow_negative_numbers = true)]
    #[arg(value_parser = value_parser!(u32).range(1..=3))]
    increments: u32,
}

#[derive(Args)]
struct Tasks {
    /// How many tasks add to the counter: 1 to 10000
    #[arg(long, default_value_t = 10, allow_negative_numbers = true)]
    #[arg(value_parser = value_parser!(u64).range(1..=10_000))]
    tasks: u64,

    /// How often each of them adds 1: 1 to 10000
    #[arg(long, default_value_t = 100, allow_negative_numbers = true)]
    #[arg(value_parser = value_parser!(u64).range(1..=10_000))]
    increments: u64,
}

const TOUR: &[&str] = &[
    "counter",
    "forced",
    "forced-slowly",
    "schedules",
    "wild",
    "await-between",
    "mutex",
    "mutex-twice",
    "atomic",
    "compare-exchange",
    "channel",
    "local-sums",
    "prices",
];

fn run(example: Example, second: Duration) -> Result<()> {
    match example {
        Example::Counter(it) => counter::run(it.threads, it.increments),
        Example::Forced(it) => forced::run(it.increments),
        Example::ForcedSlowly => forced_slowly::run(second),
        Example::Schedules(it) => schedules::run(it.increments),
        Example::Wild(it) => wild::run(it.threads, it.increments),
        Example::AwaitBetween(it) => {
            await_between::run(it.tasks, it.increments);
        }
        Example::Mutex(it) => mutex::run(it.threads, it.increments),
        Example::MutexTwice(it) => mutex_twice::run(it.increments),
        Example::Atomic(it) => atomic::run(it.threads, it.increments),
        Example::CompareExchange(it) => {
            compare_exchange::run(it.threads, it.increments);
        }
        Example::Channel(it) => channel::run(it.threads, it.increments),
        Example::LocalSums(it) => local_sums::run(it.threads, it.increments),
        Example::Prices(it) => prices::run(it.threads, it.increments),
        Example::DoesNotCompile => does_not_compile::run(),
    }
    Ok(())
}

fn main() -> ExitCode {
    demo::main("A counter that loses updates, and its cures", TOUR, run)
}
