//! Processes: `fork` doubles the whole program, and each copy goes its own
//! way.
//!
//! Python's `multiprocessing.Process` (with its start method `fork`, the
//! default on Linux until 3.13) is a `Child` here, a page of code over `fork`
//! and `waitpid`. A child has a copy of the parent's memory: it reads
//! everything, and what it writes, the parent never sees.
//!
//! `just run 03-multiprocess-fork` is a guided tour, `just run
//! 03-multiprocess-fork workers` is one example, and `just run
//! 03-multiprocess-fork --help` lists them.

use std::io::{self, Write};
use std::process::{self, ExitCode};
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::{CommandFactory, Parser, Subcommand, value_parser};

mod big_result_pipe;
mod big_result_shared_memory;
mod child;
mod fib;
mod greeter;
mod meter;
mod shared_memory;
mod stopwatch;
mod swarm;
mod workers;

/// Processes made by fork.
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
    /// Greet Guido, Luciano and Kushal, each in a process
    Greeter,
    /// Start five workers that finish in the order of their sleeps
    Workers {
        /// How long each worker sleeps: 1 to 3600 [default: five random, 1-9]
        #[arg(num_args = 0..=100, allow_negative_numbers = true)]
        #[arg(value_parser = value_parser!(u32).range(1..=3600))]
        sleeps: Vec<u32>,
    },
    /// Compute eight Fibonacci numbers, each in a process
    Fib {
        /// Which number of each sequence: 1 to 45
        #[arg(value_name = "N", default_value_t = 30)]
        #[arg(allow_negative_numbers = true)]
        #[arg(value_parser = value_parser!(u32).range(1..=45))]
        n: u32,
    },
    /// Hand over a large result through a pipe
    BigResultPipe(Size),
    /// Leave a large result in shared memory
    BigResultSharedMemory(Size),
    /// Let a hundred processes wait at the same time
    Swarm {
        /// How many processes: 1 to 256
        #[arg(value_name = "N", default_value_t = 100)]
        #[arg(allow_negative_numbers = true)]
        #[arg(value_parser = value_parser!(u32).range(1..=256))]
        count: u32,
    },
}

/// How large a result there is to hand over.
#[derive(clap::Args)]
struct Size {
    /// How many bytes: 1 to 1000000000
    #[arg(value_name = "BYTES", default_value_t = 1_000_000)]
    #[arg(allow_negative_numbers = true)]
    #[arg(value_parser = value_parser!(u32).range(1..=1_000_000_000))]
    bytes: u32,
}

fn run(example: Example, second: Duration) -> Result<()> {
    match example {
        Example::Greeter => greeter::run(second),
        Example::Workers { sleeps } => workers::run(second, sleeps),
        Example::Fib { n } => fib::run(n),
        Example::BigResultPipe(Size { bytes }) => {
            big_result_pipe::run(bytes as usize)
        }
        Example::BigResultSharedMemory(Size { bytes }) => {
            big_result_shared_memory::run(bytes as usize)
        }
        Example::Swarm { count } => swarm::run(second, count),
    }
}

fn main() -> ExitCode {
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
