//! A pool: a fixed number of workers shares out a list among themselves.
//!
//! Python's `multiprocessing.Pool(5).map` stands here three times: over rayon
//! (which is how it is done in Rust), over a plain pool of threads, and over
//! processes, which is what `Pool` really is. Whoever does the work, the
//! results come back in the order of the input.
//!
//! `just run 04-pool-map` is a guided tour, `just run 04-pool-map
//! squares-rayon` is one example, and `just run 04-pool-map --help` lists
//! them.

use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::process::{self, ExitCode};
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::{CommandFactory, Parser, Subcommand, value_parser};

mod fib_processes;
mod fib_rayon;
mod fib_threadpool;
mod greeter;
mod squares_processes;
mod squares_rayon;
mod squares_threadpool;
mod stopwatch;
mod worker;

/// A map shared out among the workers of a pool.
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
    /// Square numbers in five worker processes: the article's `Pool(5)`
    // Processes first in the tour: a fork must come before any thread.
    SquaresProcesses(Numbers),
    /// Compute eight Fibonacci numbers in as many processes as cores
    FibProcesses(Size),
    /// Square numbers with rayon's parallel iterator
    SquaresRayon(Numbers),
    /// Square numbers in a plain pool of five threads
    SquaresThreadpool(Numbers),
    /// Greet Guido, Luciano and Kushal by a parallel map, in order
    Greeter,
    /// Compute eight Fibonacci numbers with rayon
    FibRayon(Size),
    /// Compute eight Fibonacci numbers in a plain pool of threads
    FibThreadpool(Size),
}

/// Numbers whose squares fit into 64 bits; the parser refuses all others.
#[derive(clap::Args)]
struct Numbers {
    /// What to square: from -3037000499 to 3037000499
    #[arg(default_values_t = [1, 2, 3], allow_negative_numbers = true)]
    #[arg(value_parser = value_parser!(i64).range(-ROOT..=ROOT))]
    numbers: Vec<i64>,
}

/// How much there is to compute.
#[derive(clap::Args)]
struct Size {
    /// Which number of each sequence: 1 to 45
    #[arg(value_name = "N", default_value_t = 30)]
    #[arg(allow_negative_numbers = true)]
    #[arg(value_parser = value_parser!(u32).range(1..=45))]
    n: u32,
}

/// The square root of `i64::MAX`, rounded down.
const ROOT: i64 = 3_037_000_499;

fn run(example: Example, second: Duration) -> Result<()> {
    match example {
        Example::SquaresProcesses(args) => {
            squares_processes::run(&args.numbers)
        }
        Example::SquaresRayon(args) => squares_rayon::run(&args.numbers),
        Example::SquaresThreadpool(args) => {
            squares_threadpool::run(&args.numbers)
        }
        Example::Greeter => greeter::run(second),
        Example::FibProcesses(Size { n }) => fib_processes::run(n),
        Example::FibRayon(Size { n }) => fib_rayon::run(n),
        Example::FibThreadpool(Size { n }) => fib_threadpool::run(n),
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
