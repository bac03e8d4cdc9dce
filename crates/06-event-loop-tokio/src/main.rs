//! An event loop: many tasks in one thread, which switch where they await.
//!
//! Python's `asyncio` is tokio here, on its `current_thread` runtime: like
//! asyncio it runs every task in the thread that entered it. (Tokio's default
//! runtime does not: it moves tasks between several threads.) `asyncio.run` is
//! `block_on`, `create_task` is `tokio::spawn`, `TaskGroup` is `JoinSet`.
//!
//! `just run 06-event-loop-tokio` is a guided tour, `just run
//! 06-event-loop-tokio hello-world` is one example, and `just run
//! 06-event-loop-tokio --help` lists them.

#![forbid(unsafe_code)]

use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::process::{self, ExitCode};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::{CommandFactory, Parser, Subcommand, value_parser};
use tokio::runtime::Builder;

mod blocking;
mod client;
mod download_sites;
mod fetch_urls;
mod fib;
mod greeter;
mod hello_world;
mod meter;
mod say_after_in_turn;
mod say_after_task_group;
mod say_after_tasks;
mod swarm;
mod swarm_by_hand;
mod workers;

#[cfg(test)]
mod tests;

/// Tasks on an event loop, in one thread.
/// Without an example: a guided tour.
#[derive(Parser)]
#[command(disable_help_subcommand = true)]
#[command(subcommand_value_name = "EXAMPLE")]
#[command(subcommand_help_heading = "Examples")]
struct Args {
    /// How long one second of the articles lasts here: 0.001 to 60 seconds
    #[arg(long, env, global = true)]
    #[arg(default_value = "1", value_parser = seconds)]
    second: Duration,

    #[command(subcommand)]
    example: Option<Example>,
}

#[derive(Subcommand)]
enum Example {
    /// Greet Guido, Luciano and Kushal, each in a task
    Greeter,
    /// Start five workers that finish in the order of their sleeps
    Workers {
        /// How long each worker sleeps: 1 to 3600 [default: five random, 1-9]
        #[arg(num_args = 0..=100, allow_negative_numbers = true)]
        #[arg(value_parser = value_parser!(u32).range(1..=3600))]
        sleeps: Vec<u32>,
    },
    /// Say hello, sleep without blocking, say world
    HelloWorld,
    /// Await two sleepers one after the other: 3 seconds
    SayAfterInTurn,
    /// Await two sleepers that run as tasks: 2 seconds
    SayAfterTasks,
    /// Leave the waiting for two tasks to their group: 2 seconds
    SayAfterTaskGroup,
    /// Fetch three pages, all in one thread
    FetchUrls {
        #[command(flatten)]
        limits: client::Limits,
        /// What to fetch: http://host/path [default: the local site's pages]
        #[arg(value_name = "URL", value_parser = client::url)]
        urls: Vec<String>,
    },
    /// Download three sites 80 times each, five at a time
    DownloadSites {
        #[command(flatten)]
        limits: client::Limits,
        /// How often to download each: 1 to 1000
        #[arg(long, default_value_t = 80, allow_negative_numbers = true)]
        #[arg(value_parser = value_parser!(u16).range(1..=1000))]
        times: u16,
        /// What to download: http://host/path [default: the local site's]
        #[arg(value_name = "URL", value_parser = client::url)]
        urls: Vec<String>,
    },
    /// Block the loop with a blocking client, and cure it
    Blocking,
    /// Block the loop with computing, and cure it
    Fib {
        /// Which number of each sequence: 1 to 45
        #[arg(value_name = "N", default_value_t = 30)]
        #[arg(allow_negative_numbers = true)]
        #[arg(value_parser = value_parser!(u32).range(1..=45))]
        n: u32,
    },
    /// Let ten thousand tasks wait at the same time
    Swarm {
        /// How many tasks: 1 to 1000000
        #[arg(value_name = "N", default_value_t = 10_000)]
        #[arg(allow_negative_numbers = true)]
        #[arg(value_parser = value_parser!(u32).range(1..=1_000_000))]
        count: u32,
    },
    /// The same on an event loop of our own, a screen of std
    SwarmByHand {
        /// How many tasks: 1 to 1000000
        #[arg(value_name = "N", default_value_t = 10_000)]
        #[arg(allow_negative_numbers = true)]
        #[arg(value_parser = value_parser!(u32).range(1..=1_000_000))]
        count: u32,
    },
}

fn run(example: Example, second: Duration) -> Result<()> {
    match example {
        Example::Greeter => block_on(greeter::run(second)),
        Example::Workers { sleeps } => block_on(workers::run(second, sleeps)),
        Example::HelloWorld => block_on(hello_world::run(second)),
        Example::SayAfterInTurn => block_on(say_after_in_turn::run(second)),
        Example::SayAfterTasks => block_on(say_after_tasks::run(second)),
        Example::SayAfterTaskGroup => {
            block_on(say_after_task_group::run(second))
        }
        Example::FetchUrls { limits, urls } => {
            block_on(fetch_urls::run(second, urls, limits))
        }
        Example::DownloadSites { limits, times, urls } => {
            block_on(download_sites::run(second, urls, times.into(), limits))
        }
        Example::Blocking => block_on(blocking::run(second)),
        Example::Fib { n } => block_on(fib::run(n)),
        Example::Swarm { count } => block_on(swarm::run(second, count)),
        Example::SwarmByHand { count } => swarm_by_hand::run(second, count),
    }
}

/// What `asyncio.run` does: an event loop in this thread, until all is done.
fn block_on(example: impl Future<Output = Result<()>>) -> Result<()> {
    Builder::new_current_thread()
        .enable_all()
        .build()
        .context("could not start an event loop")?
        .block_on(example)
}

fn main() -> ExitCode {
    panic::set_hook(Box::new(give_up));
    let outcome = match Args::try_parse() {
        Ok(Args { second, example: Some(example) }) => run(example, second),
        Ok(Args { second, example: None }) => tour(second),
        Err(error) if error.use_stderr() => refuse(&error),
        // It was --help, which is no error unless it can't be printed.
        Err(help) => help.print().map_err(anyhow::Error::from),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read our lines has seen enough, as in `… | head -1`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Runs every example in turn, with a heading and its time on stderr.
fn tour(second: Duration) -> Result<()> {
    for example in Args::command().get_subcommands() {
        let name = example.get_name();
        let about = example.get_about().expect("each has its sentence");
        writeln!(io::stderr(), "--- {name}: {about}")?;

        let start = Instant::now();
        let args = Args::parse_from([env!("CARGO_BIN_NAME"), name]);
        run(args.example.expect("it was named"), second)?;
        writeln!(io::stderr(), "--- {:.2?}\n", start.elapsed())?;
    }
    Ok(())
}

/// Ends with one line about bad input; clap alone would print five.
fn refuse(error: &clap::Error) -> ! {
    let report = error.to_string();
    let line = report.lines().next().unwrap_or_default();
    complain(&format!("{line} (see --help)"));
    process::exit(error.exit_code());
}

/// Tells on stderr. If even that fails, there is no one left to tell.
fn complain(line: &str) {
    writeln!(io::stderr(), "{line}").unwrap_or_default();
}

/// Libraries panic where the system has no thread for them; but that is an
/// error like others, and gets its one line.
fn give_up(panic: &PanicHookInfo<'_>) {
    // Nobody else can say a word from now on.
    let mut stderr = io::stderr().lock();
    let report = panic.to_string();
    // The line before says where, in somebody else's code.
    let reason = report.lines().nth(1).unwrap_or_default();
    writeln!(stderr, "error: {reason}").unwrap_or_default();
    process::exit(1);
}

/// Python's `float` takes "nan" and "-1" too, and only `sleep` complains.
fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse::<f64>() {
        Ok(second) if (0.001..=60.0).contains(&second) => {
            Ok(Duration::from_secs_f64(second))
        }
        _ => Err("not a number from 0.001 to 60".into()),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
