//! A race condition: the outcome depends on who comes first.
//!
//! Several threads add 1 to one counter, by reading it and writing it back. If
//! another thread writes in between, its update is lost. Python's global
//! variable is an atomic here, read and written in two separate steps: a race
//! condition, but no *data race*. That would be undefined behaviour, and Rust
//! refuses to compile it.
//!
//! `just run 07-race-condition` is a guided tour, `just run 07-race-condition
//! wild` is one example, and `just run 07-race-condition --help` lists them.

use std::io::{self, Write};
use std::process::{self, ExitCode};
use std::time::Instant;

use anyhow::Result;
use clap::{CommandFactory, Parser, Subcommand, value_parser};

mod atomic;
mod counter;
mod mutex;
mod wild;

/// A counter that loses updates, and its cures.
/// Without an example: a guided tour.
#[derive(Parser)]
#[command(disable_help_subcommand = true)]
#[command(subcommand_value_name = "EXAMPLE")]
#[command(subcommand_help_heading = "Examples")]
struct Args {
    #[command(subcommand)]
    example: Option<Example>,
}

#[derive(Subcommand)]
enum Example {
    /// The article's program: 5000 threads add 100 each, unprotected
    #[command(mut_arg("threads", |arg| arg.default_value("5000")))]
    #[command(mut_arg("increments", |arg| arg.default_value("100")))]
    Counter(Sizes),
    /// The same with a yield between read and write: always loses
    Wild(Sizes),
    /// A mutex makes read and write one critical section: exact
    Mutex(Sizes),
    /// An atomic addition is one step: exact
    Atomic(Sizes),
}

/// How many threads, and how often each of them adds 1.
#[derive(clap::Args, Clone, Copy)]
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

fn run(example: Example) -> Result<()> {
    match example {
        Example::Counter(Sizes { threads, increments }) => {
            counter::run(threads, increments)
        }
        Example::Wild(Sizes { threads, increments }) => {
            wild::run(threads, increments)
        }
        Example::Mutex(Sizes { threads, increments }) => {
            mutex::run(threads, increments)
        }
        Example::Atomic(Sizes { threads, increments }) => {
            atomic::run(threads, increments)
        }
    }
}

fn main() -> ExitCode {
    let args = Args::try_parse().unwrap_or_else(|error| refuse(&error));
    let outcome = match args.example {
        Some(example) => run(example),
        None => tour(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read our lines has seen enough, as in `… | head -1`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs every example in turn, with a heading and its time on stderr.
fn tour() -> Result<()> {
    for example in Args::command().get_subcommands() {
        let name = example.get_name();
        let about = example.get_about().expect("each has its sentence");
        writeln!(io::stderr(), "--- {name}: {about}")?;

        let start = Instant::now();
        let args = Args::parse_from([env!("CARGO_BIN_NAME"), name]);
        run(args.example.expect("it was named"))?;
        writeln!(io::stderr(), "--- {:.2?}\n", start.elapsed())?;
    }
    Ok(())
}

/// Ends with one line about bad input; clap alone would print five.
fn refuse(error: &clap::Error) -> ! {
    if error.use_stderr() {
        let report = error.to_string();
        let line = report.lines().next().unwrap_or_default();
        eprintln!("{line} (see --help)");
        process::exit(error.exit_code());
    }
    error.exit() // it was --help, which is no error
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
