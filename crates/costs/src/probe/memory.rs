//! Memory, from the kernel's own figures.

use std::fs;

use anyhow::{Context, Result};
use nix::unistd::Pid;

/// The bytes that this process has in memory, with its page tables.
pub fn own() -> Result<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    sum(&status, &["VmRSS:", "VmPTE:"])
}

/// The bytes of the kernel, for all processes: what it keeps for threads and
/// processes does not appear in their own figures.
pub fn kernel() -> Result<f64> {
    let info = fs::read_to_string("/proc/meminfo")?;
    sum(&info, &["KernelStack:", "PageTables:", "SUnreclaim:"])
}

/// The bytes of a child. What it shares with others is divided among them.
pub fn child(pid: Pid) -> Result<f64> {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))?;
    sum(&rollup, &["Pss:"])
}

/// Adds up some lines of a table in kB.
fn sum(table: &str, names: &[&str]) -> Result<f64> {
    let mut sum = 0.0;
    for name in names {
        let line = table.lines().find_map(|line| line.strip_prefix(name));
        let line = line.with_context(|| format!("no {name} in /proc"))?;
        sum += line.trim().trim_end_matches(" kB").parse::<f64>()?;
    }
    Ok(sum * 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_added_up() {
        let table = "VmPeak:\t  999 kB\nVmRSS:\t   10 kB\nVmPTE:\t 2 kB\n";
        assert_eq!(sum(table, &["VmRSS:", "VmPTE:"]).unwrap(), 12_288.0);
        assert!(sum(table, &["Pss:"]).is_err());
    }
}
