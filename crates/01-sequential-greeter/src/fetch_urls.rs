//! Fetches three pages in turn: the waiting adds up.
//!
//! `requests.get(url)` is `session.get(url)`. Nearly all of the time is spent
//! waiting for the server, which serves one request at a time here, because it
//! never has more than one to serve. The article's lengths differ from run to
//! run, since its pages are live; ours come from the local site.
//!
//! Run with `just run 01-sequential-greeter fetch-urls [URL]…`; the same in
//! every run but for the port. Source: A2, P2.3.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::client::{Limits, Session};

pub fn run(second: Duration, urls: Vec<String>, limits: Limits) -> Result<()> {
    let site = site::start(second)?;
    let urls = if urls.is_empty() { site.pages().to_vec() } else { urls };
    let start = Instant::now();
    let session = Session::new(limits);
    let mut failures = Vec::new();
    for url in urls {
        match session.get(&url) {
            Ok(length) => writeln!(
                io::stdout(),
                "Content from {url} has length: {length}"
            )?,
            Err(failure) => failures.push(failure),
        }
    }
    ensure!(failures.is_empty(), "{}", failures.join("; "));
    let duration = start.elapsed().as_secs_f64();
    writeln!(io::stderr(), "Total duration: {duration:.4} s")?;
    Ok(())
}
