//! Memory, from the kernel's own figures.

use std::fs;

use anyhow::{Context, Result};

/// The bytes that this process has in memory, with its page tables.
pub fn own() -> Result<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    sum(&status, &["VmRSS:", "VmPTE:"])
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
