//! An event loop: many tasks in one thread, which switch where they await.
//!
//! Python's `asyncio` is tokio here. `asyncio.run` is `#[tokio::main]`, which
//! starts a loop and runs an `async fn` on it. With `current_thread`, all tasks
//! run in one thread, as in asyncio. Tokio's default is another: it starts a
//! thread for each core, and moves tasks between them.
//!
//! Run: `just run 06-event-loop-tokio` runs a guided tour; add an example's
//! name to run that one, or --help for the list.

#![forbid(unsafe_code)]

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::{Args, Subcommand, value_parser};
use demo::args;

mod blocked_loop;
mod blocking;
mod download_sites;
mod empty;
mod fetch_urls;
mod fib;
mod greeter;
mod hello_world;
mod http;
mod lanes;
mod say_after_in_turn;
mod say_after_task_group;
mod say_after_tasks;
mod swarm;
mod swarm_by_hand;
mod workers;

#[cfg(test)]
mod tests;

#[derive(Subcommand)]
enum Example {
    /// Run a coroutine that does nothing
    Empty,
    /// Greet Guido, Luciano and Kushal, each in a task
    Greeter,
    /// Start workers that finish in the order of their sleeps
    Workers(args::Sleeps),
    /// Say hello, sleep without blocking, say world
    HelloWorld,
    /// Await two sleeps one after the other: 3 seconds
    SayAfterInTurn,
    /// Run the two as tasks, and await both: 2 seconds
    SayAfterTasks,
    /// Run the two in a group, and wait for the group: 2 seconds
    SayAfterTaskGroup,
    /// Fetch three pages, all in one thread
    FetchUrls(args::Fetch),
    /// Download three sites 80 times each, five at a time
    DownloadSites(args::Download),
    /// Block the loop with a blocking client, and cure it
    Blocking(args::Limits),
    /// Compute eight Fibonacci numbers, each in a thread off the loop
    Fib(args::Fib),
    /// Block the loop with computing, and cure it
    BlockedLoop(args::Fib),
    /// Leave a mark at each poll, so that tasks can be drawn
    Lanes,
    /// Let ten thousand tasks wait at the same time
    Swarm(Count),
    /// The same on an event loop of our own, built on std
    SwarmByHand(Count),
}

#[derive(Args)]
struct Count {
    /// How many tasks: 1 to 1000000
    #[arg(value_name = "N", default_value_t = 10_000)]
    #[arg(allow_negative_numbers = true)]
    #[arg(value_parser = value_parser!(u32).range(1..=1_000_000))]
    count: u32,
}

const TOUR: &[&str] = &[
    "empty",
    "greeter",
    "workers 4 1 3 2",
    "hello-world",
    "say-after-in-turn",
    "say-after-tasks",
    "say-after-task-group",
    "fetch-urls",
    "download-sites --times 2",
    "blocking",
    "fib 36",
    "blocked-loop",
    "lanes",
    "swarm",
    "swarm-by-hand",
];

#[tokio::main(flavor = "current_thread")]
async fn run(example: Example, second: Duration) -> Result<()> {
    match example {
        Example::Empty => empty::run().await,
        Example::Greeter => greeter::run(second).await,
        Example::Workers(it) => workers::run(second, it.sleeps).await,
        Example::HelloWorld => hello_world::run(second).await,
        Example::SayAfterInTurn => say_after_in_turn::run(second).await,
        Example::SayAfterTasks => say_after_tasks::run(second).await,
        Example::SayAfterTaskGroup => say_after_task_group::run(second).await,
        Example::FetchUrls(it) => {
            fetch_urls::run(second, it.urls, it.limits).await?;
        }
        Example::DownloadSites(it) => {
            download_sites::run(second, it.urls, it.times, it.limits).await?;
        }
        Example::Blocking(limits) => blocking::run(second, limits).await?,
        Example::Fib(it) => fib::run(it.n).await,
        Example::BlockedLoop(it) => blocked_loop::run(it.n).await,
        Example::Lanes => lanes::run(second).await,
        Example::Swarm(it) => swarm::run(second, it.count).await,
        // It has a loop of its own, and uses nothing of this one.
        Example::SwarmByHand(it) => swarm_by_hand::run(second, it.count),
    }
    Ok(())
}

fn main() -> ExitCode {
    demo::main("Tasks on an event loop, in one thread", TOUR, run)
}
