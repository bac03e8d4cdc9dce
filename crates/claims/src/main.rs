//! Experiments: each answers a few of the articles' claims.
//!
//! An experiment counts something, in a case that a claim is about and in one
//! where the count must come out the other way. It prints a word for each. The
//! counts themselves, which vary, are on stderr. Which claim is answered by
//! which words is in `docs/src/claims.md`.
//!
//! Run: `just run claims` runs a guided tour; add an experiment's name to run
//! that one, or --help for the list.

#[cfg(not(unix))]
compile_error!("Windows has no fork; use WSL2, the Linux in Windows");

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::Subcommand;

mod await_twice;
mod c_call;
mod calls;
mod cancelled;
mod child;
mod child_writes;
mod coffee;
mod connections;
mod cores;
mod does_not_compile;
mod first_failure;
mod forgotten;
mod hand_offs;
mod ladder;
mod lets_go;
mod no_join;
mod one_thread;
mod who_is_next;
mod who_worked;

#[derive(Subcommand)]
enum Example {
    /// Count the threads of a process that runs an event loop
    OneThread,
    /// Throw a ball between two threads: in turns, or at the same time?
    HandOffs,
    /// Make coffee and a sandwich, in turn and together, in virtual minutes
    Coffee,
    /// Count how often a thread lets go of its core
    LetsGo,
    /// Does a thread go on while another one is in a long call?
    CCall,
    /// Leave a thread without joining it
    NoJoin,
    /// Let a child process write to a variable, and to shared memory
    ChildWrites,
    /// Count the workers that three jobs of a pool have run in
    WhoWorked,
    /// Wake a task, and see which one runs next
    WhoIsNext,
    /// Await the same thing twice
    AwaitTwice,
    /// Call async functions, spawn them, and await what need not wait
    Calls,
    /// Let one of three jobs fail, and count the others that are done
    FirstFailure,
    /// Keep no handle of a task that waits
    Forgotten,
    /// Cancel a transfer between two accounts while it awaits
    Cancelled,
    /// Read 4 kB from memory, from a file and from the network
    Ladder,
    /// Count connections, and requests in flight
    Connections,
    /// Show ports that the compiler rejects, or warns about
    DoesNotCompile,
}

const TOUR: &[&str] = &[
    "one-thread",
    "hand-offs",
    "coffee",
    "lets-go",
    "c-call",
    "no-join",
    "child-writes",
    "who-worked",
    "who-is-next",
    "await-twice",
    "calls",
    "first-failure",
    "forgotten",
    "cancelled",
    "ladder",
    "connections",
];

fn run(example: Example, second: Duration) -> Result<()> {
    match example {
        Example::OneThread => one_thread::run()?,
        Example::HandOffs => hand_offs::run()?,
        Example::Coffee => coffee::run()?,
        Example::LetsGo => lets_go::run()?,
        Example::CCall => c_call::run(),
        Example::NoJoin => no_join::run(),
        Example::ChildWrites => child_writes::run()?,
        Example::WhoWorked => who_worked::run()?,
        Example::WhoIsNext => who_is_next::run()?,
        Example::AwaitTwice => await_twice::run(),
        Example::Calls => calls::run(),
        Example::FirstFailure => first_failure::run(),
        Example::Forgotten => forgotten::run()?,
        Example::Cancelled => cancelled::run(),
        Example::Ladder => ladder::run()?,
        Example::Connections => connections::run(second)?,
        Example::DoesNotCompile => does_not_compile::run(),
    }
    Ok(())
}

fn main() -> ExitCode {
    demo::main("Experiments that answer the articles' claims", TOUR, run)
}
