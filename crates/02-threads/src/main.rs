//! Threads: the operating system runs each one, on whatever core is free.
//!
//! Python's `threading.Thread` is `std::thread` here. What can't be carried
//! over is the GIL: Python lets one thread at a time run Python code, Rust
//! lets every thread run.
//!
//! `just run 02-threads` is a guided tour, `just run 02-threads workers` is
//! one example, and `just run 02-threads --help` lists them.

#![forbid(unsafe_code)]

use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::process::{self, ExitCode};
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::{CommandFactory, Parser, Subcommand, value_parser};

mod big_result;
mod client;
mod fetch_urls;
mod fib;
mod greeter;
mod meter;
mod stopwatch;
mod swarm;
mod workers;

/// Threads of the operating system.
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
    /// Greet Guido, Luciano and Kushal, each in a thread
    Greeter,
    /// Start five workers that finish in the order of their sleeps
    Workers {
        /// How long each worker sleeps: 1 to 3600 [default: five random, 1-9]
        #[arg(num_args = 0..=100, allow_negative_numbers = true)]
        #[arg(value_parser = value_parser!(u32).range(1..=3600))]
        sleeps: Vec<u32>,
    },
    /// Fetch three pages, each in a thread
    FetchUrls {
        #[command(flatten)]
        limits: client::Limits,
        /// What to fetch: http://host/path [default: the local site's pages]
        #[arg(value_name = "URL", value_parser = client::url)]
        urls: Vec<String>,
    },
    /// Compute eight Fibonacci numbers, each in a thread
    Fib {
        /// Which number of each sequence: 1 to 45
        #[arg(value_name = "N", default_value_t = 30)]
        #[arg(allow_negative_numbers = true)]
        #[arg(value_parser = value_parser!(u32).range(1..=45))]
        n: u32,
    },
    /// Hand over a large result by moving it through a channel
    BigResult {
        /// How many bytes: 1 to 1000000000
        #[arg(value_name = "BYTES", default_value_t = 1_000_000)]
        #[arg(allow_negative_numbers = true)]
        #[arg(value_parser = value_parser!(u32).range(1..=1_000_000_000))]
        bytes: u32,
    },
    /// Let a thousand threads wait at the same time
    Swarm {
        /// How many threads: 1 to 10000
        #[arg(value_name = "N", default_value_t = 1000)]
        #[arg(allow_negative_numbers = true)]
        #[arg(value_parser = value_parser!(u32).range(1..=10_000))]
        count: u32,
    },
}

fn run(example: Example, second: Duration) -> Result<()> {
    match example {
        Example::Greeter => greeter::run(second),
        Example::Workers { sleeps } => workers::run(second, sleeps),
        Example::FetchUrls { limits, urls } => {
            fetch_urls::run(second, urls, limits)
        }
        Example::Fib { n } => fib::run(n),
        Example::BigResult { bytes } => big_result::run(bytes as usize),
        Example::Swarm { count } => swarm::run(second, count),
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
