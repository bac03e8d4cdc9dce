//! Downloads three sites 80 times each, with at most five requests in flight.
//!
//! All 240 tasks exist at once; a task costs next to nothing. A semaphore with
//! five permits, `asyncio.Semaphore(5)` in Python, lets no more than five of
//! them ask at a time: a server is not grateful for 240 requests at once.
//!
//! Run with `just run 06-event-loop-tokio download-sites`, or with `--times 2`
//! for a short version; the same in every run but for the port.
//! Source: A4, P4.6, with tasks.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use tokio::sync::Semaphore;

use crate::client::{Limits, Session};

pub async fn run(
    second: Duration,
    sites: Vec<String>,
    times: usize,
    limits: Limits,
) -> Result<()> {
    let site = site::start(second)?;
    let sites = if sites.is_empty() { site.sites().to_vec() } else { sites };
    let start = Instant::now();
    let session = Arc::new(Session::new(limits)?);
    let five = Arc::new(Semaphore::new(5));
    let mut tasks = Vec::new();
    for _ in 0..times {
        for url in &sites {
            let (session, page) = (Arc::clone(&session), url.clone());
            let five = Arc::clone(&five);
            let get = async move {
                let _permit = five.acquire().await.expect("it stays open");
                session.get(&page).await
            };
            tasks.push((url, tokio::spawn(get)));
        }
    }
    let mut failures = BTreeSet::new();
    let mut count = 0;
    for (url, task) in tasks {
        match task.await.expect("downloading does not panic") {
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
