//! Binds a thread to a core, which only Linux can.

use anyhow::{Result, bail};

/// Two cores that this process may use.
#[cfg(target_os = "linux")]
pub fn two() -> Result<[usize; 2]> {
    use nix::sched::{CpuSet, sched_getaffinity};
    let ours = sched_getaffinity(THIS_THREAD)?;
    let mut cores =
        (0..CpuSet::count()).filter(|&it| ours.is_set(it).is_ok_and(|it| it));
    match (cores.next(), cores.next()) {
        (Some(one), Some(other)) => Ok([one, other]),
        _ => bail!("this experiment needs two cores, and has one"),
    }
}

/// Binds this thread to a core.
#[cfg(target_os = "linux")]
pub fn pin(core: usize) -> Result<()> {
    use nix::sched::{CpuSet, sched_setaffinity};
    let mut one = CpuSet::new();
    one.set(core)?;
    Ok(sched_setaffinity(THIS_THREAD, &one)?)
}

#[cfg(target_os = "linux")]
const THIS_THREAD: nix::unistd::Pid = nix::unistd::Pid::from_raw(0);

#[cfg(not(target_os = "linux"))]
pub fn two() -> Result<[usize; 2]> {
    bail!("this experiment needs Linux, which binds a thread to a core")
}

#[cfg(not(target_os = "linux"))]
pub fn pin(_core: usize) -> Result<()> {
    two().map(drop)
}
