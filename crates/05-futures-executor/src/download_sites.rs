//! Downloads three sites 80 times each, with five workers.
//!
//! `ThreadPoolExecutor(5)` is `Executor::new(5)`. The article gives each worker
//! a session of its own, in a thread-local variable, because `requests` does
//! not promise that it may be shared; ureq's may be, so there is one, and five
//! connections. The article also drops what `executor.map` returns, and with
//! it every error; here each result is asked for.
//!
//! Run with `just run 05-futures-executor download-sites`, or with `--times 2`
//! for a short version; the same in every run but for the port.
//! Source: A4, P4.6, with as many downloads as P4.5.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::client::{Limits, Session};
use crate::executor::Executor;

pub fn run(
    second: Duration,
    sites: Vec<String>,
    times: usize,
    limits: Limits,
) -> Result<()> {
    let site = site::start(second)?;
    let sites = if sites.is_empty() { site.sites().to_vec() } else { sites };
    let start = Instant::now();
    let session = Arc::new(Session::new(limits));
    let executor = Executor::new(5)?;
    let mut futures = Vec::new();
    for _ in 0..times {
        for url in &sites {
            let (session, page) = (Arc::clone(&session), url.clone());
            futures.push((url, executor.submit(move || session.get(&page))));
        }
    }
    let mut failures = BTreeSet::new();
    let mut count = 0;
    for (url, future) in futures {
        match future.result()? {
            Ok(length) => {
                writeln!(io::stdout(), "Read {length} from {url}")?;
                count += 1;
            }
            Err(failure) => _ = failures.insert(failure),
        }
    }
    ensure!(failures.is_empty(), "{}", Vec::from_iter(failures).join("; "));
    let duration = start.elapsed().as_secs_f64();
    let summary = format!("Downloaded {count} sites in {duration:.4} seconds");
    writeln!(io::stderr(), "{summary}")?;
    Ok(())
}
