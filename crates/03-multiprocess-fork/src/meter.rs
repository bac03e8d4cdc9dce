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

/// The memory of this process and its children in bytes, and what the kernel
/// holds for processes.
///
/// Children share their pages with the parent until somebody writes to them;
/// `Pss` divides each page among those who share it. Each process also has a
/// stack in the kernel and entries in its tables. Of these only the sum for
/// all processes is told, so what others do meanwhile blurs it.
pub fn memory() -> Option<u64> {
    let kernel = fs::read_to_string("/proc/meminfo").ok()?;
    let children = fs::read_to_string("/proc/thread-self/children").ok()?;
    let processes = ["self"].into_iter().chain(children.split_whitespace());
    // Whoever has ended meanwhile has no memory left to count.
    let own = processes.filter_map(|pid| {
        let pages = fs::read_to_string(format!("/proc/{pid}/smaps_rollup"));
        let status = fs::read_to_string(format!("/proc/{pid}/status"));
        let pages = bytes(&pages.ok()?, "Pss:")?;
        Some(pages + bytes(&status.ok()?, "VmPTE:")?)
    });
    let shared =
        ["KernelStack:", "SUnreclaim:"].iter().map(|name| bytes(&kernel, name));
    own.map(Some).chain(shared).sum()
}

/// Finds one figure in a file of lines like `VmRSS:      2048 kB`.
fn bytes(file: &str, name: &str) -> Option<u64> {
    let line = file.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes = line.trim().strip_suffix(" kB")?;
    kilobytes.parse().ok().map(|number: u64| number * 1024)
}
