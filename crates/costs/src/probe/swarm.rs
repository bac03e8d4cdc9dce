//! Many units that all wait at the same time: how long, and how much memory.

use std::collections::VecDeque;
use std::pin::pin;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::ValueEnum;
use corosensei::stack::DefaultStack;
use corosensei::{Coroutine, CoroutineResult};
use smol::LocalExecutor;
use tokio::{runtime, time};

use super::fork::Child;
use super::own_loop::{OwnLoop, Sleep};
use super::{Found, memory};

/// What waits.
#[derive(Clone, Copy, ValueEnum)]
pub enum Unit {
    /// A future in an event loop of a few lines
    OwnLoop,
    /// A task in smol's local executor
    Smol,
    /// A task in tokio's loop of one thread
    Tokio,
    /// A task in async-std's threads
    AsyncStd,
    /// A coroutine with a stack of its own
    Coroutine,
    /// A thread
    Thread,
    /// A process
    Process,
}

/// Lets `count` units wait.
pub fn measure(unit: Unit, count: usize, seconds: u64) -> Result<Found> {
    let second = Duration::from_secs(seconds);
    let mut looks = Looks::start()?;
    let start = Instant::now();
    match unit {
        Unit::OwnLoop => own_loop(count, second, &mut looks),
        Unit::Smol => smol_tasks(count, second, &mut looks),
        Unit::Tokio => tokio_tasks(count, second, &mut looks)?,
        Unit::AsyncStd => async_std_tasks(count, second, &mut looks),
        Unit::Coroutine => coroutines(count, second, &mut looks)?,
        Unit::Thread => threads(count, second, &mut looks)?,
        Unit::Process => processes(count, second, &mut looks)?,
    }
    let elapsed = start.elapsed().as_secs_f64();
    Ok(Found::from([
        ("ratio".into(), elapsed / second.as_secs_f64()),
        ("bytes".into(), looks.difference()? / count as f64),
    ]))
}

/// Looks at the memory before, and while all wait.
struct Looks {
    own: f64,
    kernel: f64,
    waiting: Option<Result<f64>>,
}

impl Looks {
    fn start() -> Result<Self> {
        Ok(Self {
            own: memory::own()?,
            kernel: memory::kernel()?,
            waiting: None,
        })
    }

    /// For units that the kernel does not know of.
    fn at_own(&mut self) {
        self.waiting = Some(memory::own().map(|now| now - self.own));
    }

    /// For units of the kernel. Page tables are in its figures.
    fn at_all(&mut self, children: &[Child]) {
        let look = || {
            let mut sum = memory::own()? - self.own;
            for child in children {
                sum += memory::child(child.0)?;
            }
            Ok(sum + memory::kernel()? - self.kernel)
        };
        self.waiting = Some(look());
    }

    fn difference(self) -> Result<f64> {
        self.waiting.context("nobody has looked")?
    }
}

fn own_loop(count: usize, second: Duration, looks: &mut Looks) {
    let mut own = OwnLoop::with_capacity(count);
    for _ in 0..count {
        own.spawn(|timers, number| {
            let deadline = Instant::now() + second;
            Sleep { deadline, timers, number }
        });
    }
    own.run(|| looks.at_own());
}

fn smol_tasks(count: usize, second: Duration, looks: &mut Looks) {
    let executor = LocalExecutor::new();
    let run = executor.run(async {
        let spawn = |_| executor.spawn(smol::Timer::after(second));
        let tasks: Vec<_> = (0..count).map(spawn).collect();
        smol::Timer::after(second / 2).await;
        looks.at_own();
        for task in tasks {
            task.await;
        }
    });
    smol::block_on(pin!(run));
}

fn tokio_tasks(
    count: usize,
    second: Duration,
    looks: &mut Looks,
) -> Result<()> {
    let runtime =
        runtime::Builder::new_current_thread().enable_time().build()?;
    runtime.block_on(async {
        let spawn = |_| tokio::spawn(time::sleep(second));
        let tasks: Vec<_> = (0..count).map(spawn).collect();
        time::sleep(second / 2).await;
        looks.at_own();
        for task in tasks {
            task.await?;
        }
        Ok(())
    })
}

fn async_std_tasks(count: usize, second: Duration, looks: &mut Looks) {
    let spawn = |_| async_std::task::spawn(async_std::task::sleep(second));
    async_std::task::block_on(async {
        let tasks: Vec<_> = (0..count).map(spawn).collect();
        async_std::task::sleep(second / 2).await;
        looks.at_own();
        for task in tasks {
            task.await;
        }
    });
}

fn coroutines(count: usize, second: Duration, looks: &mut Looks) -> Result<()> {
    // All sleep for the same time, so a queue is as good as a heap.
    let mut queue = VecDeque::with_capacity(count);
    for _ in 0..count {
        let stack = DefaultStack::new(64 * 1024)?;
        let mut unit = Coroutine::<(), Instant, (), _>::with_stack(
            stack,
            move |yielder, ()| yielder.suspend(Instant::now() + second),
        );
        if let CoroutineResult::Yield(deadline) = unit.resume(()) {
            queue.push_back((deadline, unit));
        }
    }
    looks.at_own();
    for (deadline, mut unit) in queue {
        thread::sleep(deadline.saturating_duration_since(Instant::now()));
        unit.resume(());
    }
    Ok(())
}

fn threads(count: usize, second: Duration, looks: &mut Looks) -> Result<()> {
    let mut handles = Vec::with_capacity(count);
    for _ in 0..count {
        let thread = thread::Builder::new();
        handles.push(thread.spawn(move || thread::sleep(second))?);
    }
    thread::sleep(second / 10);
    looks.at_all(&[]);
    for handle in handles {
        handle.join().expect("sleeping does not panic");
    }
    Ok(())
}

fn processes(count: usize, second: Duration, looks: &mut Looks) -> Result<()> {
    let mut children = Vec::with_capacity(count);
    for _ in 0..count {
        children.push(Child::fork(|| thread::sleep(second))?);
    }
    thread::sleep(second / 10);
    looks.at_all(&children);
    Ok(())
}
