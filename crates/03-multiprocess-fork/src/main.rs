//! Processes: `fork` copies the whole program, and both copies go on.
//!
//! Python's `multiprocessing.Process`, with its start method `fork`, is a
//! `Child` here: a page of code around `fork` and `waitpid`. A child has a copy
//! of its parent's memory. It can read everything, and the parent never sees
//! what it writes.
//!
//! Run: `just run 03-multiprocess-fork` runs a guided tour; add an example's
//! name to run that one, or --help for the list.

#[cfg(not(unix))]
compile_error!("Windows has no fork; use WSL2, the Linux in Windows");

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::{Args, Subcommand, value_parser};
use demo::args;

mod big_result_pipe;
mod big_result_shared_memory;
mod child;
mod fib;
mod greeter;
mod shared_memory;
mod swarm;
mod workers;

#[derive(Subcommand)]
enum Example {
    /// Greet Guido, Luciano and Kushal, each in a process
    Greeter,
    /// Start workers that finish in the order of their sleeps
    Workers(args::Sleeps),
    /// Compute eight Fibonacci numbers, each in a process
    Fib(args::Fib),
    /// Hand over a large result through a pipe
    BigResultPipe(args::Bytes),
    /// Leave a large result in shared memory
    BigResultSharedMemory(args::Bytes),
    /// Let a hundred processes wait at the same time
    Swarm(Count),
}

#[derive(Args)]
struct Count {
    /// How many processes: 1 to 256
    #[arg(value_name = "N", default_value_t = 100)]
    #[arg(allow_negative_numbers = true)]
    #[arg(value_parser = value_parser!(u32).range(1..=256))]
    count: u32,
}

const TOUR: &[&str] = &[
    "greeter",
    "workers 4 1 3 2",
    "fib 36",
    "big-result-pipe",
    "big-result-shared-memory",
    "swarm",
];

fn run(example: Example, second: Duration) -> Result<()> {
    match example {
        Example::Greeter => greeter::run(second),
        Example::Workers(it) => workers::run(second, it.sleeps),
        Example::Fib(it) => fib::run(it.n),
        Example::BigResultPipe(it) => big_result_pipe::run(it.bytes as usize),
        Example::BigResultSharedMemory(it) => {
            big_result_shared_memory::run(it.bytes as usize)
        }
        Example::Swarm(it) => swarm::run(second, it.count),
    }
}

fn main() -> ExitCode {
    demo::main("Processes made by fork", TOUR, run)
}
