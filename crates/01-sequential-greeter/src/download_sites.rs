//! Downloads three sites 80 times each, one after another, over one session.
//!
//! `requests.Session()` is `Session::new`, and both keep their connection: all
//! 240 downloads come over one. Without a session, each would start with the
//! round trips that it takes to connect.
//!
//! Run with `just run 01-sequential-greeter download-sites`, or with `--times
//! 2` for a short version; the same in every run but for the port.
//! Source: A4, P4.5.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::client::{Limits, Session};

pub fn run(
    second: Duration,
    sites: Vec<String>,
    times: usize,
    limits: Limits,
) -> Result<()> {
    let site = site::start(second)?;
    let sites = if sites.is_empty() { site.sites().to_vec() } else { sites };
    let start = Instant::now();
    let session = Session::new(limits);
    let mut failures = BTreeSet::new();
    let mut count = 0;
    for _ in 0..times {
        for url in &sites {
            match session.get(url) {
                Ok(length) => {
                    writeln!(io::stdout(), "Read {length} from {url}")?;
                    count += 1;
                }
                Err(failure) => _ = failures.insert(failure),
            }
        }
    }
    ensure!(failures.is_empty(), "{}", Vec::from_iter(failures).join("; "));
    let duration = start.elapsed().as_secs_f64();
    let summary = format!("Downloaded {count} sites in {duration:.4} seconds");
    writeln!(io::stderr(), "{summary}")?;
    Ok(())
}
