//! Green threads: functions with stacks of their own, switched by the program.
//!
//! Python's gevent gives every greenlet a stack and switches when one sleeps,
//! so the code looks like plain blocking code. The crate corosensei does that
//! in Rust; the scheduler around it is a screen of code in `scheduler`. Beside
//! it stand two *stackless* relatives with async and await, on smol and on
//! async-std, so that you can see what a stack of one's own saves in writing.
//!
//! `just run 08-green-threads` is a guided tour, `just run 08-green-threads
//! workers` is one example, and `just run 08-green-threads --help` lists them.

#![forbid(unsafe_code)]

use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::process::{self, ExitCode};
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::{CommandFactory, Parser, Subcommand, value_parser};

mod client;
mod exchange;
mod fetch_urls;
mod greeter_async_std;
mod greeter_smol;
mod greeter_stackful;
mod meter;
mod scheduler;
mod swarm_smol;
mod swarm_stackful;
mod workers;

#[cfg(test)]
mod tests;

/// Green threads, and their stackless relatives.
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
    /// Greet Guido, Luciano and Kushal, each on a stack of its own
    GreeterStackful,
    /// The same with async and await, on smol
    GreeterSmol,
    /// The same on async-std, which is discontinued
    GreeterAsyncStd,
    /// Start five workers that finish in the order of their sleeps
    Workers {
        /// How long each worker sleeps: 1 to 3600 [default: five random, 1-9]
        #[arg(num_args = 0..=100, allow_negative_numbers = true)]
        #[arg(value_parser = value_parser!(u32).range(1..=3600))]
        sleeps: Vec<u32>,
    },
    /// Fetch three pages, all in one thread, on smol
    FetchUrls {
        #[command(flatten)]
        limits: client::Limits,
        /// What to fetch: http://host/path [default: the local site's pages]
        #[arg(value_name = "URL", value_parser = client::url)]
        urls: Vec<String>,
    },
    /// Let a thousand green threads wait, each on a stack of its own
    SwarmStackful {
        /// How many green threads: 1 to 100000
        #[arg(value_name = "N", default_value_t = 1000)]
        #[arg(allow_negative_numbers = true)]
        #[arg(value_parser = value_parser!(u32).range(1..=100_000))]
        count: u32,
    },
    /// Let ten thousand tasks of smol wait at the same time
    SwarmSmol {
        /// How many tasks: 1 to 1000000
        #[arg(value_name = "N", default_value_t = 10_000)]
        #[arg(allow_negative_numbers = true)]
        #[arg(value_parser = value_parser!(u32).range(1..=1_000_000))]
        count: u32,
    },
}

fn run(example: Example, second: Duration) -> Result<()> {
    match example {
        Example::GreeterStackful => greeter_stackful::run(second),
        Example::GreeterSmol => greeter_smol::run(second),
        Example::GreeterAsyncStd => greeter_async_std::run(second),
        Example::Workers { sleeps } => workers::run(second, sleeps),
        Example::FetchUrls { limits, urls } => {
            fetch_urls::run(second, urls, limits)
        }
        Example::SwarmStackful { count } => swarm_stackful::run(second, count),
        Example::SwarmSmol { count } => swarm_smol::run(second, count),
    }
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
