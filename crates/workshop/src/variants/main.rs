//! Wrong variants of the rooms' examples: programs that look right, and aren't.
//!
//! The sheets of the workshop offer what they print as answers. Each differs
//! from its example by one idea, some of them by one line.
//!
//! Run: `just variant --help` lists them; `just variant no-join 4 1 3 2` runs
//! one.

// The tests of the parts below need more of their rooms, where they are run.
#![cfg(not(test))]

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::{Args, Subcommand, value_parser};
use demo::args;

mod at_once;
mod atomic_write;
mod bare_future;
mod blocking_green;
mod blocking_task;
mod join_in_loop;
mod join_in_turn;
mod lazy_map;
mod lock_around_half;
mod never_run;
mod no_join;
mod one_step;
mod one_worker;
mod own_copy;
mod plain_iter;
mod read_once;
mod result_in_turn;
mod two_threads;
mod wait_first;

// The parts of the rooms that some variants use, where they look for them.
#[path = "../../../03-multiprocess-fork/src"]
#[expect(dead_code, reason = "the variants use a part of it")]
mod room_03 {
    pub mod child;
}
#[path = "../../../05-futures-executor/src"]
#[expect(dead_code, unused_imports, reason = "the variants use a part of it")]
mod room_05 {
    pub mod executor;
}
#[path = "../../../08-green-threads/src"]
mod room_08 {
    pub mod scheduler;
}
use room_03::child;
use room_05::executor;
use room_08::scheduler;

#[derive(Subcommand)]
enum Variant {
    /// 01 greeter, but all three at the same time
    AtOnce,
    /// 01 greeter, but in a map that nobody consumes
    LazyMap,
    /// 01 greeter, but each in a thread that is joined at once
    JoinInTurn,
    /// 02 workers, but nothing waits for the threads
    NoJoin(args::Sleeps),
    /// 02 workers, but each thread is joined in the loop that starts it
    JoinInLoop(args::Sleeps),
    /// 03 big-result-pipe, but waiting for the child before reading
    WaitFirst(args::Bytes),
    /// 03 big-result-pipe, but the child fills its own copy
    OwnCopy(args::Bytes),
    /// 04 greeter, but with iter instead of par_iter
    PlainIter,
    /// 04 greeter, but with two threads in the pool
    TwoThreads,
    /// 05 as-completed, but each result is asked for in turn
    ResultInTurn,
    /// 05 as-completed, but with one worker
    OneWorker,
    /// 06 greeter, but with a sleep that blocks the thread
    BlockingTask,
    /// 06 greeter, but the futures are never awaited
    BareFuture,
    /// 07 schedules, but an increment is one step
    OneStep(Increments),
    /// 07 schedules, but each thread reads once, at its start
    ReadOnce(Increments),
    /// 07 schedules, but the write adds to what the counter is then
    AtomicWrite(Increments),
    /// 07 forced, but with a lock around the write only
    LockAroundHalf(Increments),
    /// 08 workers, but with a sleep that blocks the thread
    BlockingGreen(args::Sleeps),
    /// 08 workers, but the scheduler is never run
    NeverRun(args::Sleeps),
}

#[derive(Args)]
struct Increments {
    /// How often each of the two threads adds 1: 1 to 4
    #[arg(value_name = "N", default_value_t = 3)]
    #[arg(allow_negative_numbers = true)]
    #[arg(value_parser = value_parser!(u32).range(1..=4))]
    increments: u32,
}

/// Those that end.
const TOUR: &[&str] = &[
    "at-once",
    "lazy-map",
    "join-in-turn",
    "no-join 4 1 3 2",
    "join-in-loop 4 1 3 2",
    "own-copy",
    "plain-iter",
    "two-threads",
    "result-in-turn",
    "one-worker",
    "blocking-task",
    "bare-future",
    "one-step",
    "read-once",
    "atomic-write",
    "lock-around-half",
    "blocking-green 4 1 3 2",
    "never-run 4 1 3 2",
];

fn run(variant: Variant, second: Duration) -> Result<()> {
    match variant {
        Variant::AtOnce => at_once::run(second),
        Variant::LazyMap => lazy_map::run(second),
        Variant::JoinInTurn => join_in_turn::run(second),
        Variant::NoJoin(it) => no_join::run(second, it.sleeps),
        Variant::JoinInLoop(it) => join_in_loop::run(second, it.sleeps),
        Variant::WaitFirst(it) => wait_first::run(it.bytes as usize)?,
        Variant::OwnCopy(it) => own_copy::run(it.bytes as usize)?,
        Variant::PlainIter => plain_iter::run(second)?,
        Variant::TwoThreads => two_threads::run(second)?,
        Variant::ResultInTurn => result_in_turn::run(second)?,
        Variant::OneWorker => one_worker::run(second)?,
        Variant::BlockingTask => on_a_loop(blocking_task::run(second))?,
        Variant::BareFuture => on_a_loop(bare_future::run(second))?,
        Variant::OneStep(it) => one_step::run(it.increments),
        Variant::ReadOnce(it) => read_once::run(it.increments),
        Variant::AtomicWrite(it) => atomic_write::run(it.increments),
        Variant::LockAroundHalf(it) => lock_around_half::run(it.increments),
        Variant::BlockingGreen(it) => blocking_green::run(second, it.sleeps)?,
        Variant::NeverRun(it) => never_run::run(second, it.sleeps)?,
    }
    Ok(())
}

/// Runs a future as room 06 does.
fn on_a_loop(future: impl Future<Output = ()>) -> Result<()> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build()?.block_on(future);
    Ok(())
}

fn main() -> ExitCode {
    demo::main("Wrong variants of the rooms' examples", TOUR, run)
}
