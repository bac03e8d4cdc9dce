//! A worker process with two pipes: numbers go in, results come out.
//!
//! A worker of Python's `Pool` is a process, too. All workers of a `Pool` share
//! one pair of pipes; here each has its own, so a broken pipe says which worker
//! has died. Python pickles what it sends; here a number is eight bytes.

use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::panic;
use std::process;

use anyhow::{Context, Error, Result, anyhow};
use instruments::note;
use nix::errno::Errno;
use nix::libc;
use nix::sys::signal::{SigHandler, Signal, kill, signal};
use nix::sys::wait::{WaitStatus, waitpid};
use nix::unistd::{ForkResult, Pid, fork, getpid, getppid};

/// A worker of this process; killed and waited for when it is dropped.
pub struct Worker {
    number: usize,
    /// `None` after the wait, when the pid may be another process's.
    pid: Option<Pid>,
    jobs: PipeWriter,
    results: PipeReader,
}

impl Worker {
    /// Forks a worker, which does `job` for each number that it is sent.
    #[expect(unsafe_code, reason = "a pool of processes starts with fork")]
    pub fn fork(number: usize, job: impl Fn(i64) -> i64) -> Result<Self> {
        let failed = || format!("could not start worker {number}");
        let (their_jobs, jobs) = io::pipe().with_context(failed)?;
        let (results, their_results) = io::pipe().with_context(failed)?;
        // SAFETY: the default action runs no code of ours. This process may
        // have been started with SIGCHLD ignored: no child could be waited for.
        unsafe { signal(Signal::SIGCHLD, SigHandler::SigDfl) }?;
        let parent = getpid();
        // SAFETY: this process has one thread: a pool forks all its workers
        // before it starts a thread. If another thread held a lock now, the
        // lock would stay locked in the child for ever.
        match unsafe { fork() }.with_context(failed)? {
            // The parent's copies of the worker's ends are closed on return.
            // They would keep the pipes open if the worker died.
            ForkResult::Parent { child } => {
                Ok(Self { number, pid: Some(child), jobs, results })
            }
            ForkResult::Child => {
                drop((jobs, results));
                live(number, parent, || serve(their_jobs, their_results, job))
            }
        }
    }

    /// Sends a number and waits for the result, or for the worker's death.
    pub fn ask(&mut self, number: i64) -> Result<i64> {
        let mut result = [0; 8];
        let sent = self.jobs.write_all(&number.to_ne_bytes());
        match sent.and_then(|()| self.results.read_exact(&mut result)) {
            Ok(()) => Ok(i64::from_ne_bytes(result)),
            Err(error) => Err(self.exit_reason(&error)),
        }
    }

    /// Why a pipe broke: how the worker ended.
    fn exit_reason(&mut self, error: &io::Error) -> Error {
        let number = self.number;
        match self.end() {
            Ok(Some(WaitStatus::Signaled(_, by, _))) => {
                anyhow!("worker {number} was killed by {by}")
            }
            _ => anyhow!("worker {number} ended too early: {error}"),
        }
    }

    /// Kills the worker, if it is still alive, and waits for it.
    fn end(&mut self) -> nix::Result<Option<WaitStatus>> {
        let Some(pid) = self.pid.take() else { return Ok(None) };
        kill(pid, Signal::SIGKILL)?;
        loop {
            match waitpid(pid, None) {
                // A signal interrupted the wait.
                Err(Errno::EINTR) => {}
                status => return status.map(Some),
            }
        }
    }
}

impl Drop for Worker {
    /// At the end of Python's `with Pool(5) as pool:`, workers are killed, too.
    fn drop(&mut self) {
        if let Err(error) = self.end() {
            note!("could not end worker {}: {error}", self.number);
        }
    }
}

/// The child's whole life. It must not return into the parent's code, of which
/// it has a copy: there would be two parents, each forking the next worker.
fn live(number: usize, parent: Pid, work: impl FnOnce()) -> ! {
    // A panic would unwind into that code, so it ends the worker on the spot.
    panic::set_hook(Box::new(move |panic| {
        note!("worker {number} {}", panic.to_string().replace('\n', " "));
        process::abort();
    }));
    if die_with(parent) {
        work();
    }
    // SAFETY: `_exit` ends the process at once, in any state. `exit` would
    // first run the parent's exit handlers and flush its buffers once more.
    #[expect(unsafe_code, reason = "_exit is how a forked child ends")]
    unsafe {
        libc::_exit(0)
    }
}

/// Has the kernel kill this process when its parent ends, however it ends.
/// False if the parent has ended already.
fn die_with(parent: Pid) -> bool {
    #[cfg(target_os = "linux")]
    if nix::sys::prctl::set_pdeathsig(Signal::SIGKILL).is_err() {
        return false;
    }
    getppid() == parent
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
