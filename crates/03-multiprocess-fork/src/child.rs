//! A child process: `fork`, work, `_exit`, and a parent that always waits.
//!
//! `Child::fork` is Python's `Process(…)` and `start()`, `Child::wait` is
//! `join()`. Python's other start method, `spawn`, can't be carried over: it
//! pickles the function for a fresh interpreter, and Rust can't pickle code.

use std::io;
use std::panic;
use std::process;

use anyhow::{Context, Result, bail, ensure};
use demo::endings::printing_failed;
use instruments::note;
use nix::errno::Errno;
use nix::libc;
use nix::sys::signal::{SigHandler, Signal, kill, signal};
use nix::sys::wait::{WaitStatus, waitpid};
use nix::unistd::{ForkResult, Pid, fork, getpid, getppid};

/// A child of this process; killed and waited for if it is dropped.
pub struct Child {
    name: String,
    pid: Pid,
    waited: bool,
}

impl Child {
    /// Forks. The child does `work` and ends; the parent returns.
    #[expect(unsafe_code, reason = "fork is what this room is about")]
    pub fn fork(name: impl Into<String>, work: impl FnOnce()) -> Result<Self> {
        let name = name.into();
        // SAFETY: the default action runs no code of ours. This process may
        // have been started with SIGCHLD ignored: no child could be waited for.
        unsafe { signal(Signal::SIGCHLD, SigHandler::SigDfl) }?;
        let parent = getpid();
        // SAFETY: this process has one thread. If another one held a lock now,
        // the lock would stay locked in the child for ever, and the child's
        // first `println!` or `Box` might hang.
        let forked = unsafe { fork() };
        match forked.with_context(|| format!("could not start {name}"))? {
            ForkResult::Parent { child: pid } => {
                Ok(Self { name, pid, waited: false })
            }
            ForkResult::Child => live(name, parent, work),
        }
    }

    /// Waits until this child has ended; if it failed, the error says how.
    pub fn wait(mut self) -> Result<()> {
        self.waited = true;
        let name = &self.name;
        match wait_for(self.pid)? {
            WaitStatus::Exited(_, 0) => Ok(()),
            WaitStatus::Exited(_, errno) => {
                bail!("{name}: {}", io::Error::from_raw_os_error(errno))
            }
            WaitStatus::Signaled(_, by, _) => {
                bail!("{name} was killed by {by}")
            }
            other => bail!("{name} ended oddly: {other:?}"),
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        if !self.waited {
            // The pid is still the child's: it is not reused before the wait.
            let end = kill(self.pid, Signal::SIGKILL);
            if let Err(error) = end.and_then(|()| wait_for(self.pid)) {
                note!("could not end {}: {error}", self.name);
            }
        }
    }
}

/// Waits for every child, even if some of them failed.
pub fn wait_all(children: Vec<Child>) -> Result<()> {
    let mut failures = Vec::new();
    for child in children {
        if let Err(error) = child.wait() {
            failures.push(format!("{error:#}"));
        }
    }
    ensure!(failures.is_empty(), "{}", failures.join("; "));
    Ok(())
}

/// `waitpid`, which a signal may interrupt before the child has ended.
fn wait_for(pid: Pid) -> nix::Result<WaitStatus> {
    loop {
        match waitpid(pid, None) {
            Err(Errno::EINTR) => {}
            outcome => return outcome,
        }
    }
}

/// The child's whole life. It must not return into the parent's code, of which
/// it has a copy: there would be two parents, each forking the next child.
fn live(name: String, parent: Pid, work: impl FnOnce()) -> ! {
    // A panic would unwind into that code, so it ends the child on the spot.
    panic::set_hook(Box::new(move |panic| match printing_failed(panic) {
        Some(error) => exit_with(Err(error)),
        None => {
            note!("{name} {}", panic.to_string().replace('\n', " "));
            process::abort();
        }
    }));
    if let Err(error) = die_with(parent) {
        exit_with(Err(error.into()));
    }
    work();
    exit_with(Ok(()))
}

/// Ends this child. An error becomes its exit status, for the parent to read.
#[expect(unsafe_code, reason = "_exit is how a forked child ends")]
pub fn exit_with(outcome: io::Result<()>) -> ! {
    let errno = match outcome {
        Ok(()) => 0,
        // A reader that has gone is no error, as in `… | head -1`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
        // An exit status has eight bits, enough for an errno.
        Err(error) => error.raw_os_error().unwrap_or(255),
    };
    // SAFETY: `_exit` ends the process at once, in any state. `exit` would
    // first run the parent's exit handlers and flush its buffers once more.
    unsafe { libc::_exit(errno) }
}

/// Has the kernel kill this process when its parent ends, however it ends.
fn die_with(parent: Pid) -> nix::Result<()> {
    #[cfg(target_os = "linux")]
    nix::sys::prctl::set_pdeathsig(Signal::SIGKILL)?;
    // The parent may have ended before the call.
    if getppid() == parent { Ok(()) } else { Err(Errno::ESRCH) }
}
