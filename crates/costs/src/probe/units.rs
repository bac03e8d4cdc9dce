//! How long it takes to create one unit and to see it finish.

use std::hint::black_box;
use std::pin::pin;
use std::thread;
use std::time::Instant;

use anyhow::Result;
use corosensei::stack::DefaultStack;
use corosensei::{Coroutine, CoroutineResult};
use smol::LocalExecutor;
use tokio::runtime;

use super::Found;
use super::fork::Child;
use super::own_loop::OwnLoop;

/// As many tasks exist at a time, as in the swarms. With a thousand, which fit
/// into the caches, each takes about half as long.
const BATCH: usize = 100_000;

/// The size of a coroutine's stack, as in the room of green threads.
const STACK: usize = 64 * 1024;

/// Measures them all. Each is done once before, so that nothing is first.
pub fn measure() -> Result<Found> {
    let mut found = Found::new();
    let mut note = |name: &str, nanoseconds: f64| {
        found.insert(name.into(), nanoseconds);
    };
    // Before anything else can have started a thread.
    note("process", time(300, || Child::fork(|| {}).map(drop))?);

    note("plain call", time(1_000_000, || plain(black_box(1)))?);
    note("boxed call", time(1_000_000, || boxed(black_box(1)))?);
    note("own loop", time(1, own_loop)? / BATCH as f64);
    note("smol task", time(1, smol_tasks)? / BATCH as f64);
    let runtime = runtime::Builder::new_current_thread().build()?;
    let tokio = || runtime.block_on(tokio_tasks());
    note("tokio task", time(1, tokio)? / BATCH as f64);
    let async_std = || async_std::task::block_on(async_std_tasks());
    note("async-std task", time(1, async_std)? / BATCH as f64);

    let mut stack = Some(DefaultStack::new(STACK)?);
    let reuse = || {
        let used = coroutine(stack.take().expect("it was put back"));
        stack = Some(used);
    };
    note("coroutine, stack reused", time(100_000, reuse)?);
    // A pool has the stacks ready; the kernel gives memory at the first use.
    let pool = (0..2000).map(|_| DefaultStack::new(STACK));
    let mut pool = pool.collect::<Result<Vec<_>, _>>()?;
    let mut used = Vec::with_capacity(pool.len());
    let fresh = || used.extend(pool.pop().map(coroutine));
    note("coroutine", time(1000, fresh)?);
    let mapped = || DefaultStack::new(STACK).map(coroutine).map(drop);
    note("coroutine, stack mapped", time(1000, mapped)?);

    note("thread", time(300, || thread::spawn(|| {}).join().is_ok())?);
    Ok(found)
}

/// The nanoseconds that one call takes. What it returns is not optimised away.
fn time<T>(count: usize, mut work: impl FnMut() -> T) -> Result<f64> {
    black_box(work());
    let start = Instant::now();
    for _ in 0..count {
        black_box(work());
    }
    Ok(start.elapsed().as_nanos() as f64 / count as f64)
}

#[inline(never)]
fn plain(number: u64) -> u64 {
    black_box(number) + 1
}

fn boxed(number: u64) -> u64 {
    let call: Box<dyn FnOnce() -> u64> = Box::new(move || plain(number));
    black_box(call)()
}

fn own_loop() {
    let mut own = OwnLoop::with_capacity(BATCH);
    for number in 0..BATCH {
        own.spawn(|_, _| async move { _ = black_box(number) });
    }
    own.run(|| {});
}

fn smol_tasks() {
    let executor = LocalExecutor::new();
    let run = executor.run(async {
        let spawn = |n| executor.spawn(async move { black_box(n) });
        let tasks: Vec<_> = (0..BATCH).map(spawn).collect();
        for task in tasks {
            black_box(task.await);
        }
    });
    smol::block_on(pin!(run));
}

async fn tokio_tasks() {
    let spawn = |n| tokio::spawn(async move { black_box(n) });
    let tasks: Vec<_> = (0..BATCH).map(spawn).collect();
    for task in tasks {
        black_box(task.await.is_ok());
    }
}

async fn async_std_tasks() {
    let spawn = |n| async_std::task::spawn(async move { black_box(n) });
    let tasks: Vec<_> = (0..BATCH).map(spawn).collect();
    for task in tasks {
        black_box(task.await);
    }
}

/// Runs a coroutine on a stack, and hands the stack back.
fn coroutine(stack: DefaultStack) -> DefaultStack {
    let mut coroutine =
        Coroutine::<(), (), u64, _>::with_stack(stack, |_, ()| black_box(1));
    match coroutine.resume(()) {
        CoroutineResult::Return(_) => coroutine.into_stack(),
        CoroutineResult::Yield(()) => unreachable!("it does not suspend"),
    }
}
