//! Binds a thread to one core, and with it whatever it starts.

use anyhow::Result;
#[cfg(target_os = "linux")]
use nix::{
    sched::{CpuSet, sched_getaffinity, sched_setaffinity},
    unistd::Pid,
};

/// As long as this lives, the thread that made it has one core.
#[derive(Debug)]
pub struct OneCore {
    #[cfg(target_os = "linux")]
    before: CpuSet,
}

#[cfg(target_os = "linux")]
impl OneCore {
    /// Takes the first of the thread's cores.
    ///
    /// # Errors
    ///
    /// Fails where the system doesn't let us.
    pub fn new() -> Result<Self> {
        use anyhow::Context;
        let before = sched_getaffinity(THIS_THREAD)?;
        let is_ours = |core: &usize| before.is_set(*core) == Ok(true);
        let mut cores = (0..CpuSet::count()).filter(is_ours);
        let mut one = CpuSet::new();
        one.set(cores.next().context("no core is ours")?)?;
        sched_setaffinity(THIS_THREAD, &one)?;
        Ok(Self { before })
    }
}

#[cfg(target_os = "linux")]
const THIS_THREAD: Pid = Pid::from_raw(0);

#[cfg(target_os = "linux")]
impl Drop for OneCore {
    fn drop(&mut self) {
        sched_setaffinity(THIS_THREAD, &self.before)
            .expect("these were our cores before");
    }
}

#[cfg(not(target_os = "linux"))]
impl OneCore {
    /// Other systems can't.
    ///
    /// # Errors
    ///
    /// Always.
    pub fn new() -> Result<Self> {
        anyhow::bail!("here, nothing can be bound to one core");
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_thread_has_one_core_for_a_while() {
        let count = || std::thread::available_parallelism().unwrap().get();
        let all = count();
        let one = OneCore::new().unwrap();
        assert_eq!(count(), 1);
        drop(one);
        assert_eq!(count(), all);
    }
}
