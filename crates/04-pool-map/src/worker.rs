//! A worker process at the other end of two pipes: numbers in, results out.
//!
//! Python's `Pool` looks the same inside: a process for each worker, pipes,
//! and threads of the parent that feed them. Python pickles what goes through
//! a pipe; here a number crosses as its eight bytes.

use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::panic::{self, AssertUnwindSafe};
use std::process;

use anyhow::{Context, Error, Result, anyhow};
use nix::libc;
use nix::sys::signal::{SigHandler, Signal, kill, signal};
use nix::sys::wait::{WaitStatus, waitpid};
use nix::unistd::{ForkResult, Pid, fork, getpid, getppid};

/// A worker of this process; killed and waited for when it is dropped.
pub struct Worker {
    number: usize,
    /// `None` once it has been waited for: the pid may be another's by then.
    pid: Option<Pid>,
    jobs: PipeWriter,
    results: PipeReader,
}

impl Worker {
    /// Forks a worker that does `job` for every number it is asked about.
    #[expect(unsafe_code, reason = "a pool of processes starts with fork")]
    pub fn fork(number: usize, job: impl Fn(i64) -> i64) -> Result<Self> {
        let failed = || format!("could not start worker {number}");
        let (their_jobs, jobs) = io::pipe().with_context(failed)?;
        let (results, their_results) = io::pipe().with_context(failed)?;
        // SAFETY: the default action runs no code of ours. A caller may have
        // left SIGCHLD ignored, and then there would be nothing to wait for.
        unsafe { signal(Signal::SIGCHLD, SigHandler::SigDfl) }?;
        let parent = getpid();
        // SAFETY: this process has one thread: `main` starts none, and a pool
        // forks all its workers before it starts the threads that feed them.
        // A lock held by another thread now would stay held in the child.
        match unsafe { fork() }.with_context(failed)? {
            // Our copy of the worker's ends is closed on return. As long as
            // it lived, the worker could die and its pipe would stay open.
            ForkResult::Parent { child } => {
                Ok(Self { number, pid: Some(child), jobs, results })
            }
            ForkResult::Child => {
                drop((jobs, results));
                live(parent, || serve(their_jobs, their_results, job))
            }
        }
    }

    /// Sends a number and waits for the result, or for the worker's death.
    pub fn ask(&mut self, number: i64) -> Result<i64> {
        let mut result = [0; 8];
        match self
            .jobs
            .write_all(&number.to_ne_bytes())
            .and_then(|()| self.results.read_exact(&mut result))
        {
            Ok(()) => Ok(i64::from_ne_bytes(result)),
            Err(error) => Err(self.obituary(&error)),
        }
    }

    /// A pipe broke: says how the worker ended, which is the reason.
    fn obituary(&mut self, error: &io::Error) -> Error {
        let number = self.number;
        match self.end() {
            Ok(Some(WaitStatus::Signaled(_, by, _))) => {
                anyhow!("worker {number} was killed by {by}")
            }
            _ => anyhow!("worker {number} went away: {error}"),
        }
    }

    /// Kills the worker, should it still live, and waits for it.
    fn end(&mut self) -> nix::Result<Option<WaitStatus>> {
        let Some(pid) = self.pid.take() else { return Ok(None) };
        kill(pid, Signal::SIGKILL)?;
        waitpid(pid, None).map(Some)
    }
}

impl Drop for Worker {
    /// Leaving Python's `with Pool(5) as pool:` terminates the workers, too.
    fn drop(&mut self) {
        if let Err(error) = self.end() {
            eprintln!("could not end worker {}: {error}", self.number);
        }
    }
}

/// The child's whole life. It must not return into the parent's code, of which
/// it has a copy: there would be two parents, each forking the next worker.
#[expect(unsafe_code, reason = "_exit is how a forked child ends")]
fn live(parent: Pid, work: impl FnOnce()) -> ! {
    // With `main`'s hook, a panic would exit, and see below for why not.
    drop(panic::take_hook());
    // The kernel kills the worker when its parent ends, however it ends.
    #[cfg(target_os = "linux")]
    if nix::sys::prctl::set_pdeathsig(Signal::SIGKILL).is_err() {
        process::abort();
    }
    // The parent may have ended before the kernel knew of our wish.
    if getppid() == parent
        && panic::catch_unwind(AssertUnwindSafe(work)).is_err()
    {
        process::abort();
    }
    // SAFETY: `_exit` ends the process at once, in any state. `exit` would
    // first run the parent's exit handlers and flush its buffers once more.
    unsafe { libc::_exit(0) }
}

/// Answers one number after the other, until the parent closes its end.
fn serve(
    mut jobs: PipeReader,
    mut results: PipeWriter,
    job: impl Fn(i64) -> i64,
) {
    let mut number = [0; 8];
    while jobs.read_exact(&mut number).is_ok() {
        let result = job(i64::from_ne_bytes(number));
        if results.write_all(&result.to_ne_bytes()).is_err() {
            return;
        }
    }
}
