//! A child process, as in 03-multiprocess-fork: `fork`, work, `_exit`.

use anyhow::Result;
use demo::endings::say;
use nix::libc;
use nix::sys::wait::waitpid;
use nix::unistd::{ForkResult, Pid, fork};

/// A child process; dropping it waits for its end.
pub struct Child(pub Pid);

impl Child {
    /// Forks. The child does `work` and exits; the parent returns.
    ///
    /// Only for a process with one thread.
    #[expect(unsafe_code, reason = "forking is measured here")]
    pub fn fork(work: impl FnOnce()) -> Result<Self> {
        // SAFETY: the probes fork before they start a thread, so the child
        // finds no lock held by a thread that it doesn't have.
        match unsafe { fork() }? {
            ForkResult::Parent { child } => Ok(Self(child)),
            ForkResult::Child => {
                work();
                // SAFETY: `_exit` ends the process at once, in any state.
                unsafe { libc::_exit(0) }
            }
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        if let Err(error) = waitpid(self.0, None) {
            say(&format!("could not wait for {}: {error}", self.0));
        }
    }
}
