//! A child process, as in the room of processes: `fork`, work, `_exit`.

use anyhow::Result;
use nix::libc;
use nix::sys::wait::waitpid;
use nix::unistd::{ForkResult, Pid, fork};

/// A child; waited for when it is dropped.
pub struct Child(pub Pid);

impl Child {
    /// Doubles this process; the copy does `work` and ends. Only for a process
    /// that has one thread.
    #[expect(unsafe_code, reason = "forking is what is measured")]
    pub fn fork(work: impl FnOnce()) -> Result<Self> {
        // SAFETY: the probes fork before they start any thread, so no lock is
        // held by a thread that the child doesn't have.
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
            eprintln!("could not wait for {}: {error}", self.0);
        }
    }
}
