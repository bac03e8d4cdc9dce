//! What a swarm takes: time by the clock, memory by the kernel's own figures.

use std::fs;
use std::io::{self, Write};
use std::time::{Duration, Instant};

/// Started before the first unit is.
pub struct Meter {
    start: Instant,
    before: Option<u64>,
}

impl Meter {
    pub fn start() -> Self {
        Self { before: memory(), start: Instant::now() }
    }

    /// Tells on stderr what `count` units took that waited for `ideal` each;
    /// `peak` is the memory when all of them did.
    pub fn report(
        &self,
        count: u32,
        ideal: Duration,
        peak: Option<u64>,
    ) -> io::Result<()> {
        let elapsed = self.start.elapsed().as_secs_f64();
        let ratio = elapsed / ideal.as_secs_f64();
        let each = match (self.before, peak) {
            (Some(before), Some(peak)) => {
                let each = peak.saturating_sub(before) / u64::from(count);
                format!("{each} bytes each")
            }
            _ => "memory unknown without /proc".into(),
        };
        writeln!(
            io::stderr(),
            "elapsed {elapsed:.3} s, {ratio:.3} x ideal, {each}"
        )
    }
}

/// The memory of this process in bytes: its own, and its page tables.
pub fn memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    ["VmRSS:", "VmPTE:"].iter().map(|name| bytes(&status, name)).sum()
}

/// Finds one figure in a file of lines like `VmRSS:      2048 kB`.
fn bytes(file: &str, name: &str) -> Option<u64> {
    let line = file.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes = line.trim().strip_suffix(" kB")?;
    kilobytes.parse().ok().map(|number: u64| number * 1024)
}
