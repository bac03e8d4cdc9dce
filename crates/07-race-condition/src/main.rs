//! A race condition: the outcome depends on who comes first.
//!
//! Several threads add 1 to one counter, by reading it and writing it back. If
//! another thread writes in between, its update is lost. Python's global
//! variable is an atomic here, read and written in two separate steps: a race
//! condition, but no *data race*. That would be undefined behaviour, and Rust
//! refuses to compile it. The examples tell a story: a race that does not show,
//! three ways to make it show, five cures and one that is none, and the ports
//! that the compiler rejects.
//!
//! `just run 07-race-condition` is a guided tour, `just run 07-race-condition
//! wild` is one example, and `just run 07-race-condition --help` lists them.

#![forbid(unsafe_code)]

use std::io::{self, Write};
use std::process::{self, ExitCode};
use std::time::Instant;

use anyhow::Result;
use clap::{CommandFactory, Parser, Subcommand, value_parser};

mod atomic;
mod await_between;
mod channel;
mod compare_exchange;
mod costs;
mod counter;
mod does_not_compile;
mod forced;
mod local_sums;
mod mutex;
mod mutex_twice;
mod schedules;
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
    /// Two threads meet between read and write: lose exactly half
    Forced(Increments),
    /// All orders in which two threads can read and write
    Schedules {
        /// How often each of the two adds 1: 1 to 3
        #[arg(long, default_value_t = 1, allow_negative_numbers = true)]
        #[arg(value_parser = value_parser!(u32).range(1..=3))]
        increments: u32,
    },
    /// Threads started together, a yield between read and write: always loses
    Wild(Sizes),
    /// Ten tasks in one thread, an await between: lose exactly 900 of 1000
    AwaitBetween {
        /// How many tasks add to the counter: 1 to 10000
        #[arg(long, default_value_t = 10, allow_negative_numbers = true)]
        #[arg(value_parser = value_parser!(u64).range(1..=10_000))]
        tasks: u64,

        /// How often each of them adds 1: 1 to 10000
        #[arg(long, default_value_t = 100, allow_negative_numbers = true)]
        #[arg(value_parser = value_parser!(u64).range(1..=10_000))]
        increments: u64,
    },
    /// A mutex makes read and write one critical section: exact
    Mutex(Sizes),
    /// A mutex locked for the read, then for the write: loses exactly half
    MutexTwice(Increments),
    /// An atomic addition is one step: exact
    Atomic(Sizes),
    /// A write only if nobody has come between: exact
    CompareExchange(Sizes),
    /// One owner, to whom the threads send: exact
    Channel(Sizes),
    /// Each thread counts for itself: exact
    LocalSums(Sizes),
    /// What each cure costs, compared with local sums
    #[command(mut_arg("increments", |arg| arg.default_value("500000")))]
    Costs(Sizes),
    /// The direct ports, and why Rust rejects them
    DoesNotCompile,
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

/// How often each of exactly two threads adds 1.
#[derive(clap::Args, Clone, Copy)]
struct Increments {
    /// How often each of the two adds 1: 1 to 1000000
    #[arg(long, default_value_t = 1000, allow_negative_numbers = true)]
    #[arg(value_parser = value_parser!(u64).range(1..=1_000_000))]
    increments: u64,
}

fn run(example: Example) -> Result<()> {
    match example {
        Example::Counter(it) => counter::run(it.threads, it.increments),
        Example::Forced(it) => forced::run(it.increments),
        Example::Schedules { increments } => schedules::run(increments),
        Example::Wild(it) => wild::run(it.threads, it.increments),
        Example::AwaitBetween { tasks, increments } => {
            await_between::run(tasks, increments)
        }
        Example::Mutex(it) => mutex::run(it.threads, it.increments),
        Example::MutexTwice(it) => mutex_twice::run(it.increments),
        Example::Atomic(it) => atomic::run(it.threads, it.increments),
        Example::CompareExchange(it) => {
            compare_exchange::run(it.threads, it.increments)
        }
        Example::Channel(it) => channel::run(it.threads, it.increments),
        Example::LocalSums(it) => local_sums::run(it.threads, it.increments),
        Example::Costs(it) => costs::run(it.threads, it.increments),
        Example::DoesNotCompile => does_not_compile::run(),
    }
}

fn main() -> ExitCode {
    let outcome = match Args::try_parse() {
        Ok(Args { example: Some(example) }) => run(example),
        Ok(Args { example: None }) => tour(),
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
    let report = error.to_string();
    let line = report.lines().next().unwrap_or_default();
    complain(&format!("{line} (see --help)"));
    process::exit(error.exit_code());
}

/// Tells on stderr. If even that fails, there is no one left to tell.
fn complain(line: &str) {
    writeln!(io::stderr(), "{line}").unwrap_or_default();
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
