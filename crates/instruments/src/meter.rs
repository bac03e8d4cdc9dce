//! What a swarm takes: time by the clock, memory by the kernel's own figures.

use std::fs;
use std::time::{Duration, Instant};

use crate::note;

/// Measures how long a swarm takes, and how much memory each unit of it.
///
/// What belongs to a unit depends on what it is, so there are three ways to
/// make a meter. Memory is known on Linux only, from `/proc`.
#[derive(Clone, Copy)]
pub struct Meter {
    memory: fn() -> Option<u64>,
    before: Option<u64>,
    start: Instant,
}

impl Meter {
    /// Starts a meter for tasks, all of whose memory is their process's.
    pub fn of_tasks() -> Self {
        Self::start(process)
    }

    /// Starts a meter for threads.
    ///
    /// A thread also has a stack in the kernel, and entries in its tables. The
    /// kernel gives these as sums over all processes, so whatever else runs
    /// blurs the figure.
    pub fn of_threads() -> Self {
        Self::start(|| Some(process()? + kernel()?))
    }

    /// Starts a meter for the children of this process.
    ///
    /// Children share their pages with the parent until one of them writes.
    /// `Pss` divides each page among those that share it.
    pub fn of_processes() -> Self {
        Self::start(|| Some(children()? + kernel()?))
    }

    fn start(memory: fn() -> Option<u64>) -> Self {
        Self { memory, before: memory(), start: Instant::now() }
    }

    /// The memory now, in bytes; to be asked while all units wait.
    pub fn memory_now(&self) -> Option<u64> {
        (self.memory)()
    }

    /// Prints on stderr what `count` units took that waited for `ideal` each;
    /// `peak` is the memory while all of them did.
    pub fn report(&self, count: u32, ideal: Duration, peak: Option<u64>) {
        let elapsed = self.start.elapsed().as_secs_f64();
        let ratio = elapsed / ideal.as_secs_f64();
        let each = match (self.before, peak) {
            (Some(before), Some(peak)) => {
                let each = peak.saturating_sub(before) / u64::from(count);
                format!("{each} bytes each")
            }
            _ => "memory unknown without /proc".into(),
        };
        note!("elapsed {elapsed:.3} s, {ratio:.3} x ideal, {each}");
    }
}

/// The memory of this process, and its page tables.
fn process() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    Some(bytes(&status, "VmRSS:")? + bytes(&status, "VmPTE:")?)
}

/// The memory of this process and its children, and their page tables.
fn children() -> Option<u64> {
    let children = fs::read_to_string("/proc/thread-self/children").ok()?;
    let processes = ["self"].into_iter().chain(children.split_whitespace());
    // A child that has ended meanwhile has no memory left to count.
    let memory = processes.filter_map(|pid| {
        let pages = fs::read_to_string(format!("/proc/{pid}/smaps_rollup"));
        let status = fs::read_to_string(format!("/proc/{pid}/status"));
        let pages = bytes(&pages.ok()?, "Pss:")?;
        Some(pages + bytes(&status.ok()?, "VmPTE:")?)
    });
    Some(memory.sum())
}

/// What the kernel holds for the threads and processes of the whole system.
fn kernel() -> Option<u64> {
    let system = fs::read_to_string("/proc/meminfo").ok()?;
    Some(bytes(&system, "KernelStack:")? + bytes(&system, "SUnreclaim:")?)
}

/// Finds one figure in a file of lines like `VmRSS:      2048 kB`.
fn bytes(file: &str, name: &str) -> Option<u64> {
    let line = file.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes = line.trim().strip_suffix(" kB")?;
    kilobytes.parse().ok().map(|number: u64| number * 1024)
}
