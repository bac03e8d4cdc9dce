//! A stopwatch for two times: the clock's, and that of the cores.

use std::time::{Duration, Instant};

use crate::note;

/// Measures elapsed time and CPU time, from [`Stopwatch::start`] on.
///
/// CPU time is the sum over all cores: two that compute for a second make two
/// seconds. It is known on Unix only.
pub struct Stopwatch {
    start: Instant,
    cpu: Option<Duration>,
}

impl Stopwatch {
    /// Starts a stopwatch.
    pub fn start() -> Self {
        Self { cpu: cpu_time(), start: Instant::now() }
    }

    /// Prints both times on stderr, in seconds.
    pub fn report(&self) {
        let elapsed = self.start.elapsed().as_secs_f64();
        match (self.cpu, cpu_time()) {
            (Some(before), Some(now)) => {
                let cpu = now.saturating_sub(before).as_secs_f64();
                note!("elapsed {elapsed:.3} s, CPU time {cpu:.3} s");
            }
            _ => note!("elapsed {elapsed:.3} s"),
        }
    }
}

/// That of this process, and of the children it has waited for.
#[cfg(unix)]
fn cpu_time() -> Option<Duration> {
    use nix::sys::resource::{UsageWho, getrusage};
    let mut sum = Duration::ZERO;
    for who in [UsageWho::RUSAGE_SELF, UsageWho::RUSAGE_CHILDREN] {
        let usage = getrusage(who).ok()?;
        for time in [usage.user_time(), usage.system_time()] {
            sum += Duration::from_secs(time.tv_sec().try_into().ok()?);
            sum += Duration::from_micros(time.tv_usec().try_into().ok()?);
        }
    }
    Some(sum)
}

#[cfg(not(unix))]
fn cpu_time() -> Option<Duration> {
    None
}
