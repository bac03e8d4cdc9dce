//! A forked child, and memory that it shares with its parent.
//!
//! The child must print nothing and start no thread: `03-multiprocess-fork` has
//! one that may print.

use std::num::NonZero;
use std::panic;
use std::process;
use std::sync::atomic::AtomicU32;

use anyhow::{Context, Result, bail};
use nix::errno::Errno;
use nix::libc;
use nix::sys::mman::{MapFlags, ProtFlags, mmap_anonymous};
use nix::sys::signal::{SigHandler, Signal, kill, signal};
use nix::sys::wait::{WaitStatus, waitpid};
use nix::unistd::{ForkResult, Pid, fork, getpid, getppid};

/// A child of this process; killed and waited for when it is dropped.
pub struct Child(Pid);

impl Child {
    /// Forks. The child does `work` and ends; the parent returns.
    #[expect(unsafe_code, reason = "fork is what makes a child")]
    pub fn fork(work: impl FnOnce() -> Result<()>) -> Result<Self> {
        // SAFETY: the default action runs no code of ours. With SIGCHLD
        // ignored, no child could be waited for.
        unsafe { signal(Signal::SIGCHLD, SigHandler::SigDfl) }?;
        let parent = getpid();
        // SAFETY: the child only computes, and calls the system: it takes no
        // lock that another thread may have held at this moment.
        match unsafe { fork() }.context("could not start a child")? {
            ForkResult::Parent { child } => Ok(Self(child)),
            ForkResult::Child => {
                // It must not unwind into the parent's code.
                panic::set_hook(Box::new(|_| process::abort()));
                let done = die_with(parent).and_then(|()| work());
                // SAFETY: `_exit` ends the process at once, in any state.
                unsafe { libc::_exit(i32::from(done.is_err())) }
            }
        }
    }

    /// Waits until this child has ended well.
    pub fn wait(self) -> Result<()> {
        loop {
            match waitpid(self.0, None) {
                Err(Errno::EINTR) => {}
                Ok(WaitStatus::Exited(_, 0)) => {
                    // There is no child left to be killed.
                    std::mem::forget(self);
                    return Ok(());
                }
                other => bail!("a child failed: {other:?}"),
            }
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        if kill(self.0, Signal::SIGKILL).is_ok() {
            while waitpid(self.0, None) == Err(Errno::EINTR) {}
        }
    }
}

/// Has the kernel kill this process when its parent ends, however it ends.
fn die_with(parent: Pid) -> Result<()> {
    #[cfg(target_os = "linux")]
    nix::sys::prctl::set_pdeathsig(Signal::SIGKILL)?;
    anyhow::ensure!(getppid() == parent, "the parent has ended");
    Ok(())
}

/// `N` numbers that are shared with the children forked from now on. They stay
/// mapped until the process ends.
#[expect(unsafe_code, reason = "a mapping is a bare address")]
pub fn shared<const N: usize>() -> Result<&'static [AtomicU32; N]> {
    let size = NonZero::new(N * size_of::<AtomicU32>());
    let size = size.context("no number is shared")?;
    let access = ProtFlags::PROT_READ | ProtFlags::PROT_WRITE;
    // SAFETY: the system chooses a place where nothing else is.
    let address =
        unsafe { mmap_anonymous(None, size, access, MapFlags::MAP_SHARED) };
    let address = address.context("could not share memory")?;
    // SAFETY: a new mapping is zeroed, aligned to a page and never unmapped.
    Ok(unsafe { address.cast().as_ref() })
}
