//! Futures: an executor takes a job, and hands back a promise of its result.
//!
//! Python's `concurrent.futures` is a module of our own here, `executor`:
//! `ThreadPoolExecutor` is `Executor`, and its `Future` is `executor::Future`,
//! which can also be awaited. Don't mistake it for a plain
//! `std::future::Future`: ours runs whether or not anyone waits.
//!
//! `just run 05-futures-executor` is a guided tour, `just run
//! 05-futures-executor future` is one example, and `just run
//! 05-futures-executor --help` lists them.

#![forbid(unsafe_code)]

use std::io::{self, Write};
use std::panic;
use std::process::{self, ExitCode};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::{CommandFactory, Parser, Subcommand, value_parser};

mod as_completed;
mod client;
mod download_sites;
mod executor;
mod fetch_urls;
mod fib;
mod future;
mod future_await;
mod future_callbacks;
mod future_cancel;
mod future_race;
mod greeter;
mod promises_callbacks;
mod promises_executor;
mod promises_states;
mod promises_waiting;
mod stopwatch;
mod wait;

/// Futures from an executor over a pool of threads.
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
    /// Greet Guido, Luciano and Kushal from three futures, in order
    Greeter,
    /// Ask a future before and after its job is done, behind a gate
    Future,
    /// The article's version, which sleeps and hopes: it is a race
    FutureRace,
    /// Cancel a job that has not begun, and one that has
    FutureCancel,
    /// Await a thread's future from async code
    FutureAwait,
    /// Leave callbacks with a future, before its job is done and after
    FutureCallbacks,
    /// Take the results of three jobs as they come
    AsCompleted,
    /// Wait for the first of three jobs, for all, or only so long
    Wait,
    /// What a future answers in each of its states, as Python's does
    PromisesStates,
    /// What callbacks may rely on, as in Python
    PromisesCallbacks,
    /// What wait, as_completed and map promise, as in Python
    PromisesWaiting,
    /// What an executor promises, and its end, as in Python
    PromisesExecutor,
    /// Fetch three pages, each by a future
    FetchUrls {
        #[command(flatten)]
        limits: client::Limits,
        /// What to fetch: http://host/path [default: the local site's pages]
        #[arg(value_name = "URL", value_parser = client::url)]
        urls: Vec<String>,
    },
    /// Download three sites 80 times each, by five workers
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
    /// Compute eight Fibonacci numbers by jobs of the executor
    Fib {
        /// Which number of each sequence: 1 to 45
        #[arg(value_name = "N", default_value_t = 30)]
        #[arg(allow_negative_numbers = true)]
        #[arg(value_parser = value_parser!(u32).range(1..=45))]
        n: u32,
    },
}

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
        Example::PromisesStates => promises_states::run(),
        Example::PromisesCallbacks => promises_callbacks::run(),
        Example::PromisesWaiting => promises_waiting::run(),
        Example::PromisesExecutor => promises_executor::run(),
        Example::FetchUrls { limits, urls } => {
            fetch_urls::run(second, urls, limits)
        }
        Example::DownloadSites { limits, times, urls } => {
            download_sites::run(second, urls, times.into(), limits)
        }
        Example::Fib { n } => fib::run(n),
    }
}

fn main() -> ExitCode {
    // A job's panic is for whoever asks its future, as in Python: std would
    // tell it on stderr, too.
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if thread::current().name() == Some("main") {
            report(panic);
        }
    }));
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
