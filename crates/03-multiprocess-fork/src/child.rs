//! A child process: `fork`, work, `_exit`, and a parent that always waits.
//!
//! `Child::fork` is Python's `Process(…)` and `start()`, `Child::wait` is
//! `join()`. Python's other start method, `spawn`, can't be carried over: it
//! pickles the function for a fresh interpreter, and Rust can't pickle code.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::process;

use anyhow::{Context, Result, bail, ensure};
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
    /// Doubles this process: the copy does `work`, the original goes on.
    #[expect(unsafe_code, reason = "fork is what this room is about")]
    pub fn fork(
        name: String,
        work: impl FnOnce() -> io::Result<()>,
    ) -> Result<Self> {
        // SAFETY: the default action runs no code of ours. A caller may have
        // left SIGCHLD ignored, and then there would be nothing to wait for.
        unsafe { signal(Signal::SIGCHLD, SigHandler::SigDfl) }?;
        let parent = getpid();
        // SAFETY: this process has one thread, since `main` starts none. Were
        // there another, and it held a lock now, the lock would stay held in
        // the child for ever, and the first `println!` or `Box` might hang.
        let forked = unsafe { fork() };
        match forked.with_context(|| format!("could not start {name}"))? {
            ForkResult::Parent { child: pid } => {
                Ok(Self { name, pid, waited: false })
            }
            ForkResult::Child => live(parent, work),
        }
    }

    /// Waits until this child has ended, and tells how.
    pub fn wait(mut self) -> Result<()> {
        let status = waitpid(self.pid, None)?;
        self.waited = true;
        let name = &self.name;
        match status {
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
            if let Err(error) = end.and_then(|()| waitpid(self.pid, None)) {
                eprintln!("could not end {}: {error}", self.name);
            }
        }
    }
}

/// Waits for every child, whatever happened to the others.
pub fn wait_all(children: Vec<Child>) -> Result<()> {
    let ends: Vec<_> = children.into_iter().map(Child::wait).collect();
    let failures: Vec<_> = ends
        .into_iter()
        .filter_map(Result::err)
        .map(|error| format!("{error:#}"))
        .collect();
    ensure!(failures.is_empty(), "{}", failures.join("; "));
    Ok(())
}

/// The child's whole life. It must not return into the parent's code, of which
/// it has a copy: there would be two parents, each forking the next child.
#[expect(unsafe_code, reason = "_exit is how a forked child ends")]
fn live(parent: Pid, work: impl FnOnce() -> io::Result<()>) -> ! {
    let work =
        || die_with(parent).map_err(io::Error::from).and_then(|()| work());
    let status = match panic::catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(())) => 0,
        // Whoever read our lines has seen enough, as in `main`.
        Ok(Err(error)) if error.kind() == io::ErrorKind::BrokenPipe => 0,
        // An exit status has eight bits: enough to hand the parent an errno.
        Ok(Err(error)) => error.raw_os_error().unwrap_or(255),
        Err(_) => process::abort(),
    };
    // SAFETY: `_exit` ends the process at once, in any state. `exit` would
    // first run the parent's exit handlers and flush its buffers once more.
    unsafe { libc::_exit(status) }
}

/// Has the kernel kill this process when its parent ends, however it ends.
fn die_with(parent: Pid) -> nix::Result<()> {
    #[cfg(target_os = "linux")]
    nix::sys::prctl::set_pdeathsig(Signal::SIGKILL)?;
    // The parent may have ended before the kernel knew of our wish.
    if getppid() == parent { Ok(()) } else { Err(Errno::ESRCH) }
}
