//! How long it takes to create one unit and to see it finish.

use std::hint::black_box;
use std::pin::pin;
use std::thread;
use std::time::Instant;

use anyhow::Result;
use corosensei::stack::{DefaultStack, Stack};
use corosensei::{CoroutineResult, ScopedCoroutine};
use smol::LocalExecutor;
use tokio::runtime;

use super::Found;
use super::fork::Child;
use super::own_loop as by_hand;

/// As many tasks exist at a time, as in the swarms. With a thousand, which fit
/// into the caches, each takes about half as long.
const BATCH: usize = 100_000;

/// The size of a coroutine's stack, as in the room of green threads.
const STACK: usize = 64 * 1024;

/// How many coroutines get a stack that nobody has used.
const COROUTINES: usize = 1000;

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
    // Likewise: a page of memory is dearer where there are threads.
    let mut stack = DefaultStack::new(STACK)?;
    let reuse = || coroutine(&mut stack);
    note("coroutine, stack reused", time(100_000, reuse)?);
    // A pool has the stacks ready; the kernel gives memory at the first use.
    let mut fresh = pool()?;
    let mut stacks = fresh.iter_mut();
    let run = || stacks.next().map(coroutine);
    note("coroutine", time(COROUTINES, run)?);
    let mapped = || DefaultStack::new(STACK).map(coroutine);
    note("coroutine, stack mapped", time(COROUTINES, mapped)?);
    // The least that a new stack can take: the first write into its page.
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

/// As many stacks as [`time`] needs for [`COROUTINES`], which nobody has used.
fn pool() -> Result<Vec<DefaultStack>> {
    let stacks = (0..=COROUTINES).map(|_| DefaultStack::new(STACK));
    Ok(stacks.collect::<Result<_, _>>()?)
}

/// Writes to where a coroutine would begin, and does nothing else.
#[expect(unsafe_code, reason = "a stack is no object of Rust's")]
fn touch(stack: &DefaultStack) {
    let top = (stack.base().get() - 1) as *mut u8;
    // SAFETY: the byte is the highest of a stack on which nothing runs.
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
