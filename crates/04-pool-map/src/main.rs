//! A pool: a fixed number of workers shares out a list.
//!
//! Python's `multiprocessing.Pool(5).map` is here three times: with processes,
//! as in Python; with rayon, which is how it is done in Rust; and with a plain
//! pool of threads. The results always come back in the order of the input,
//! whichever worker finishes first.
//!
//! Run: `just run 04-pool-map` runs a guided tour; add an example's name to run
//! that one, or --help for the list.

#[cfg(not(unix))]
compile_error!("Windows has no fork; use WSL2, the Linux in Windows");

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::Subcommand;
use demo::args;

mod fib_processes;
mod fib_rayon;
mod fib_threadpool;
mod greeter;
mod pool;
mod squares_processes;
mod squares_rayon;
mod squares_threadpool;
mod worker;

#[derive(Subcommand)]
enum Example {
    /// Square numbers in five worker processes: the article's `Pool(5)`
    SquaresProcesses(args::Numbers),
    /// Compute eight Fibonacci numbers in as many processes as cores
    FibProcesses(args::Fib),
    /// Square numbers with rayon's parallel iterator
    SquaresRayon(args::Numbers),
    /// Square numbers in a plain pool of five threads
    SquaresThreadpool(args::Numbers),
    /// Greet Guido, Luciano and Kushal by a parallel map, in order
    Greeter,
    /// Compute eight Fibonacci numbers with rayon
    FibRayon(args::Fib),
    /// Compute eight Fibonacci numbers in a plain pool of threads
    FibThreadpool(args::Fib),
}

// Processes first: a fork must come before any thread.
const TOUR: &[&str] = &[
    "squares-processes",
    "fib-processes 36",
    "squares-rayon",
    "squares-threadpool",
    "greeter",
    "fib-rayon 36",
    "fib-threadpool 36",
];

fn run(example: Example, second: Duration) -> Result<()> {
    match example {
        Example::SquaresProcesses(it) => squares_processes::run(&it.numbers)?,
        Example::FibProcesses(it) => fib_processes::run(it.n)?,
        Example::SquaresRayon(it) => squares_rayon::run(&it.numbers)?,
        Example::SquaresThreadpool(it) => squares_threadpool::run(&it.numbers),
        Example::Greeter => greeter::run(second)?,
        Example::FibRayon(it) => fib_rayon::run(it.n)?,
        Example::FibThreadpool(it) => fib_threadpool::run(it.n),
    }
    Ok(())
}

fn main() -> ExitCode {
    demo::main("A map shared out among the workers of a pool", TOUR, run)
}
