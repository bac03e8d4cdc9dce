//! Whether other programs used the cores during a measurement.

use std::time::Instant;

use anyhow::Result;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;

/// The share of the cores that other programs may use.
const TOLERATED: f64 = 0.08;

/// The state of the cores when a measurement begins.
pub struct Watch {
    start: Instant,
    busy: Option<f64>,
    own: f64,
}

impl Watch {
    /// Notes the state of the cores.
    pub fn start() -> Result<Self> {
        Ok(Self { start: Instant::now(), busy: busy(), own: own()? })
    }

    /// Whether other programs have used more than their share since then.
    ///
    /// Always `false` on systems without `/proc`. The kernel counts in
    /// hundredths of a second, so three of them are always allowed.
    pub fn was_disturbed(&self) -> Result<bool> {
        let elapsed = self.start.elapsed().as_secs_f64();
        let Some((before, after)) = self.busy.zip(busy()) else {
            return Ok(false);
        };
        let others = (after - before) - (own()? - self.own);
        let allowed = (elapsed * cores() * TOLERATED).max(0.03);
        Ok(others > allowed)
    }
}

/// The number of cores.
pub fn cores() -> f64 {
    let cores = std::thread::available_parallelism();
    cores.map_or(1.0, |cores| cores.get() as f64)
}

/// The CPU time of all cores since the system's start, in seconds.
fn busy() -> Option<f64> {
    parse_stat(&std::fs::read_to_string("/proc/stat").ok()?)
}

fn parse_stat(stat: &str) -> Option<f64> {
    let line = stat.lines().next()?.strip_prefix("cpu ")?;
    let mut ticks = line.split_whitespace().map(str::parse::<f64>);
    let mut sum = 0.0;
    // user, nice, system, idle, iowait, irq, softirq, steal
    for column in 0..8 {
        let ticks = ticks.next()?.ok()?;
        if column != 3 && column != 4 {
            sum += ticks;
        }
    }
    Some(sum / 100.0)
}

/// The CPU time of this process, and of the children it has waited for.
fn own() -> Result<f64> {
    Ok(cpu_time(UsageWho::RUSAGE_SELF)? + of_children()?)
}

/// The CPU time of all children that this process has waited for, in seconds,
/// and of those that they have waited for.
pub fn of_children() -> Result<f64> {
    cpu_time(UsageWho::RUSAGE_CHILDREN)
}

fn cpu_time(who: UsageWho) -> Result<f64> {
    let seconds = |time: TimeVal| {
        time.tv_sec() as f64 + time.tv_usec() as f64 / 1_000_000.0
    };
    let usage = getrusage(who)?;
    Ok(seconds(usage.user_time()) + seconds(usage.system_time()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idle_cores_are_not_busy() {
        let stat = "cpu  100 20 30 9999 8888 3 2 45 7 7\ncpu0 1 2 3\n";
        assert_eq!(parse_stat(stat), Some(2.0));
        assert_eq!(parse_stat("cpu  100"), None);
        assert_eq!(parse_stat(""), None);
    }
}
