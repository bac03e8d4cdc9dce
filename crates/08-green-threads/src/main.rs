//! Green threads: functions with stacks of their own, switched by the program.
//!
//! Python's gevent gives each greenlet a stack, and switches when one sleeps,
//! so the code looks like blocking code. The crate corosensei switches stacks
//! in Rust, and `scheduler` decides which one is next. For comparison, some
//! examples use async tasks on smol and async-std. A task is not a green
//! thread: it has no stack. `block_on` is `asyncio.run`.
//!
//! Run: `just run 08-green-threads` runs a guided tour; add an example's name
//! to run that one, or --help for the list.

#![forbid(unsafe_code)]

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use async_std::task;
use clap::{Args, Subcommand, value_parser};
use demo::args;

mod client;
mod exchange;
mod fair;
mod fetch_urls;
mod greeter_async_std;
mod greeter_smol;
mod greeter_stackful;
mod scheduler;
mod swarm_smol;
mod swarm_stackful;
mod workers;

#[cfg(test)]
mod tests;

#[derive(Subcommand)]
enum Example {
    /// Greet Guido, Luciano and Kushal, each on a stack of its own
    GreeterStackful,
    /// The same with async tasks, on smol
    GreeterSmol,
    /// The same with async tasks, on async-std, which is discontinued
    GreeterAsyncStd,
    /// Start workers that finish in the order of their sleeps
    Workers(args::Sleeps),
    /// Fetch three pages, all in one thread, on smol
    FetchUrls(args::Fetch),
    /// Let a thousand green threads wait, each on a stack of its own
    SwarmStackful(Stacks),
    /// Let ten thousand async tasks of smol wait at the same time
    SwarmSmol(Tasks),
}

#[derive(Args)]
struct Stacks {
    /// How many green threads: 1 to 100000
    #[arg(value_name = "N", default_value_t = 1000)]
    #[arg(allow_negative_numbers = true)]
    #[arg(value_parser = value_parser!(u32).range(1..=100_000))]
    count: u32,
}

#[derive(Args)]
struct Tasks {
    /// How many tasks: 1 to 1000000
    #[arg(value_name = "N", default_value_t = 10_000)]
    #[arg(allow_negative_numbers = true)]
    #[arg(value_parser = value_parser!(u32).range(1..=1_000_000))]
    count: u32,
}

const TOUR: &[&str] = &[
    "greeter-stackful",
    "greeter-smol",
    "greeter-async-std",
    "workers 4 1 3 2",
    "fetch-urls",
    "swarm-stackful",
    "swarm-smol",
];

fn run(example: Example, second: Duration) -> Result<()> {
    match example {
        Example::GreeterStackful => greeter_stackful::run(second)?,
        Example::GreeterSmol => smol::block_on(greeter_smol::run(second)),
        Example::GreeterAsyncStd => {
            task::block_on(greeter_async_std::run(second));
        }
        Example::Workers(it) => workers::run(second, it.sleeps)?,
        Example::FetchUrls(it) => {
            smol::block_on(fetch_urls::run(second, it.urls, it.limits))?;
        }
        Example::SwarmStackful(it) => swarm_stackful::run(second, it.count)?,
        Example::SwarmSmol(it) => {
            smol::block_on(swarm_smol::run(second, it.count));
        }
    }
    Ok(())
}

fn main() -> ExitCode {
    demo::main("Green threads, and async tasks beside them", TOUR, run)
}
