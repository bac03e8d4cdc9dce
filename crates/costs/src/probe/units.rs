//! How long it takes to create a unit and to see it finish.

use std::hint::black_box;
use std::pin::pin;
use std::thread;
use std::time::Instant;

use anyhow::Result;
use corosensei::stack::{DefaultStack, Stack};
use corosensei::{CoroutineResult, ScopedCoroutine};
use smol::LocalExecutor;
use tokio::runtime;

use super::fork::Child;
use super::own_loop as by_hand;
use crate::figures::Found;

/// The number of tasks that exist at a time, as in the swarms. A thousand tasks
/// fit into the caches, and each takes about half as long.
const BATCH: usize = 100_000;

/// The size of a coroutine's stack, as in 08-green-threads.
const STACK: usize = 64 * 1024;

/// How many coroutines get an unused stack.
const COROUTINES: usize = 1000;

/// Measures each unit.
pub fn measure() -> Result<Found> {
    let mut found = Found::new();
    let mut note = |name: &str, nanoseconds: f64| {
        found.insert(name.into(), nanoseconds);
    };
    // Forked before anything else can start a thread.
    note("process", time(300, || Child::fork(|| {}).map(drop))?);

    note("plain call", time(1_000_000, || plain(black_box(1)))?);
    note("boxed call", time(1_000_000, || boxed(black_box(1)))?);
    // Before there are threads, too: with threads, a new page takes longer.
    let mut stack = DefaultStack::new(STACK)?;
    let reuse = || coroutine(&mut stack);
    note("coroutine, stack reused", time(100_000, reuse)?);
    // The stacks are mapped, but the kernel gives memory at the first use.
    let mut fresh = pool()?;
    let mut stacks = fresh.iter_mut();
    let run = || stacks.next().map(coroutine);
    note("coroutine", time(COROUTINES, run)?);
    let mapped = || DefaultStack::new(STACK).map(coroutine);
    note("coroutine, stack mapped", time(COROUTINES, mapped)?);
    // The least that a new stack can take: the first write to its page.
    let fresh = pool()?;
    let mut stacks = fresh.iter();
    let touch = || stacks.next().map(touch);
    note("page of memory", time(COROUTINES, touch)?);

    note("own loop", time(1, own_loop)? / BATCH as f64);
    note("smol task", time(1, smol_tasks)? / BATCH as f64);
    let runtime = runtime::Builder::new_current_thread().build()?;
    let tokio = || runtime.block_on(tokio_tasks());
    note("tokio task", time(1, tokio)? / BATCH as f64);
    let async_std = || async_std::task::block_on(async_std_tasks());
    note("async-std task", time(1, async_std)? / BATCH as f64);

    note("thread", time(300, || thread::spawn(|| {}).join().is_ok())?);
    Ok(found)
}

/// The nanoseconds of one call. A call before that warms up the caches.
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

fn own_loop() -> usize {
    for number in 0..BATCH {
        by_hand::spawn(async move { _ = black_box(number) });
    }
    by_hand::run()
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

/// Unused stacks, as many as [`time`] needs for [`COROUTINES`].
fn pool() -> Result<Vec<DefaultStack>> {
    let stacks = (0..=COROUTINES).map(|_| DefaultStack::new(STACK));
    Ok(stacks.collect::<Result<_, _>>()?)
}

/// Writes a byte where a coroutine would begin.
#[expect(unsafe_code, reason = "a stack is raw memory")]
fn touch(stack: &DefaultStack) {
    let top = (stack.base().get() - 1) as *mut u8;
    // SAFETY: it is the highest byte of a stack on which nothing runs.
    unsafe { top.write_volatile(1) }
}

/// Runs a coroutine to its end.
fn coroutine(stack: impl Stack) -> u64 {
    let coroutine: ScopedCoroutine<'_, (), (), u64, _> =
        ScopedCoroutine::with_stack(stack, |_, ()| black_box(1));
    coroutine.scope(|mut coroutine| match coroutine.as_mut().resume(()) {
        CoroutineResult::Return(number) => number,
        CoroutineResult::Yield(()) => unreachable!("it does not suspend"),
    })
}
