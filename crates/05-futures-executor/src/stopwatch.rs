//! A stopwatch for two times: that of the clock, and that of the cores.
//!
//! CPU time adds up what each core did for us: two that were busy for a second
//! make two seconds. `resource.getrusage` is `getrusage` of the crate nix.

use std::io::{self, Write};
use std::time::Instant;

use anyhow::Result;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

/// Runs from the moment that it is made.
pub struct Stopwatch {
    start: Instant,
    cpu: i64,
}

impl Stopwatch {
    pub fn start() -> Result<Self> {
        Ok(Self { cpu: cpu_time()?, start: Instant::now() })
    }

    /// Tells both times on stderr.
    pub fn report(&self) -> Result<()> {
        let elapsed = self.start.elapsed().as_secs_f64();
        let cpu = (cpu_time()? - self.cpu) as f64 / 1e6;
        writeln!(io::stderr(), "elapsed {elapsed:.3} s, CPU time {cpu:.3} s")?;
        Ok(())
    }
}

/// In microseconds: this process, and the children it has waited for.
fn cpu_time() -> nix::Result<i64> {
    let own = getrusage(UsageWho::RUSAGE_SELF)?;
    let children = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let times = [own, children].map(|it| it.user_time() + it.system_time());
    Ok(times.iter().map(TimeValLike::num_microseconds).sum())
}
