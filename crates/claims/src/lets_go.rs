//! How often does a thread let go of its core of its own accord?
//!
//! The kernel counts for each thread how often it has stopped to wait for
//! something: its *voluntary* context switches. A thread that sleeps thirty
//! times must have them. One that computes has none, also beside another: the
//! operating system takes the core away from it, and does not ask. A Python
//! thread that computes beside another has them, because it waits for the GIL.
//!
//! Run:    just run claims lets-go
//! Output: the same in every run
//! Source: A0, A1, A2, A3, on which of two threads runs

use std::hint::black_box;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use anyhow::Result;
use instruments::note;

pub fn run() -> Result<()> {
    print("waits thirty times", count(wait)?);
    print("computes alone", count(compute)?);
    print("computes beside another", beside_another()?);
    Ok(())
}

fn print(case: &str, count: i64) {
    let verdict = match count {
        0..=3 => "hardly ever",
        4..=9 => "undecided",
        _ => "often",
    };
    println!("{case}: lets go {verdict}");
    note!("count: voluntary switches, {case}: {count}");
}

fn beside_another() -> Result<i64> {
    let both_are_there = Barrier::new(2);
    let job = || {
        both_are_there.wait();
        count(compute)
    };
    thread::scope(|scope| {
        let (first, second) = (scope.spawn(job), scope.spawn(job));
        Ok(first.join().unwrap()?.max(second.join().unwrap()?))
    })
}

fn wait() {
    for _ in 0..30 {
        thread::sleep(Duration::from_millis(1));
    }
}

fn compute() {
    black_box(fib(black_box(36)));
}

fn fib(n: u64) -> u64 {
    if n < 2 { n } else { fib(n - 1) + fib(n - 2) }
}

/// How often this thread lets go during `work`.
fn count(work: fn()) -> Result<i64> {
    let before = voluntary_switches()?;
    work();
    Ok(voluntary_switches()? - before)
}

#[cfg(target_os = "linux")]
fn voluntary_switches() -> Result<i64> {
    use nix::sys::resource::{UsageWho, getrusage};
    let usage = getrusage(UsageWho::RUSAGE_THREAD)?;
    Ok(usage.voluntary_context_switches())
}

#[cfg(not(target_os = "linux"))]
fn voluntary_switches() -> Result<i64> {
    anyhow::bail!("this experiment needs Linux, which counts for each thread")
}
