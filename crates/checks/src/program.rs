//! Runs many programs at once, each in a process group of its own.

use std::io;
use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use demo::endings::say;
use nix::errno::Errno;
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::Command;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::{runtime, task, time};

/// What a program left behind.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// What it printed, up to its end or to the time limit.
    pub stdout: String,
    /// Its headings, timings and complaints.
    pub stderr: String,
    /// How long it took, from its start to its end.
    pub elapsed: Duration,
    /// Why it did not end well, in words: its exit status, a signal, a limit.
    pub failure: Option<String>,
}

/// No example prints more, and an endless loop must not fill the memory.
const LONGEST: u64 = 64 * 1024;

/// How many programs may be starting at a time.
const STARTING: usize = 4;

/// Runs all commands, at most `jobs` at a time; the outcomes are in order.
///
/// Of these, only `STARTING` are starting: they have not printed anything yet.
/// Programs sleep most of the time and don't disturb each other then, but
/// thirty interpreters that start at once would make the sleepers wake late,
/// and in another order.
///
/// A program that is still running after `limit` is killed, and with it its
/// group; so are all of them when we are asked to stop.
///
/// # Errors
///
/// Fails if a program can't be started, or on SIGINT and SIGTERM.
pub fn run_all(
    commands: Vec<Command>,
    limit: Duration,
    jobs: usize,
) -> Result<Vec<Outcome>> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("could not start the runtime")?;
    runtime.block_on(async {
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            outcomes = run_each(commands, limit, jobs) => outcomes,
            _ = interrupt.recv() => bail!("interrupted"),
            _ = terminate.recv() => bail!("terminated"),
        }
    })
}

async fn run_each(
    commands: Vec<Command>,
    limit: Duration,
    jobs: usize,
) -> Result<Vec<Outcome>> {
    let jobs = Arc::new(Semaphore::new(jobs));
    let starting = Arc::new(Semaphore::new(STARTING));
    let mut tasks = Vec::new();
    for command in commands {
        let jobs = Arc::clone(&jobs);
        let starting = Arc::clone(&starting);
        tasks.push(task::spawn(async move {
            let _job = jobs.acquire_owned().await?;
            let start = starting.acquire_owned().await?;
            run(command, limit, start).await
        }));
    }
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await??);
    }
    Ok(outcomes)
}

async fn run(
    mut command: Command,
    limit: Duration,
    start: OwnedSemaphorePermit,
) -> Result<Outcome> {
    let begin = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()
        .with_context(|| {
            let program = command.as_std().get_program();
            format!("could not start {}", program.display())
        })?;
    let id = child.id().context("a new child has an id")?;
    let _group = Group(Pid::from_raw(id.try_into()?));

    // The buffers are outside of the future, so that what a program printed
    // before the time limit isn't lost with it. A program has ended when its
    // pipes are closed too: its children may outlive it and go on printing.
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let end = async {
        tokio::try_join!(
            child.wait(),
            read_first_then_all(out, &mut stdout, start),
            read_all(err, &mut stderr)
        )
    };
    let failure = match time::timeout(limit, end).await {
        Ok(end) => {
            let (status, (), ()) = end.context("lost a program's output")?;
            (!status.success()).then(|| status.to_string())
        }
        Err(_) => Some(format!("not done within {} s", limit.as_secs())),
    };
    Ok(Outcome {
        stdout: String::from_utf8_lossy(&stdout).into_owned(),
        stderr: String::from_utf8_lossy(&stderr).into_owned(),
        elapsed: begin.elapsed(),
        failure,
    })
}

/// A program that has printed something has started.
async fn read_first_then_all(
    pipe: Option<impl AsyncRead + Unpin>,
    buffer: &mut Vec<u8>,
    start: OwnedSemaphorePermit,
) -> io::Result<()> {
    let Some(mut pipe) = pipe else { return Ok(()) };
    pipe.read_buf(buffer).await?;
    drop(start);
    read_all(Some(pipe), buffer).await
}

async fn read_all(
    pipe: Option<impl AsyncRead + Unpin>,
    buffer: &mut Vec<u8>,
) -> io::Result<()> {
    let Some(pipe) = pipe else { return Ok(()) };
    pipe.take(LONGEST).read_to_end(buffer).await?;
    Ok(())
}

/// A program and its descendants; none of them outlives this value.
struct Group(Pid);

impl Drop for Group {
    fn drop(&mut self) {
        match killpg(self.0, Signal::SIGKILL) {
            // As a rule no process is left. (macOS says EPERM of dead ones that
            // have not been waited for.)
            Ok(()) | Err(Errno::ESRCH | Errno::EPERM) => {}
            Err(error) => {
                say(&format!("could not kill group {}: {error}", self.0));
            }
        }
    }
}
