//! Fetches three pages at the same time, each by a job of the executor.
//!
//! `executor.submit(session.get, url)` returns at once; `future.result()`
//! waits. Since the results are asked for in the order of the URLs, so they
//! are printed, whichever page comes first.
//!
//! Run with `just run 05-futures-executor fetch-urls [URL]…`; the same in
//! every run but for the port. Source: A2, P2.4, with futures.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::client::{Limits, Session};
use crate::executor::Executor;

pub fn run(second: Duration, urls: Vec<String>, limits: Limits) -> Result<()> {
    let site = site::start(second)?;
    let urls = if urls.is_empty() { site.pages().to_vec() } else { urls };
    let start = Instant::now();
    let session = Arc::new(Session::new(limits));
    let executor = Executor::new(3)?;
    let mut futures = Vec::new();
    for url in urls {
        let (session, page) = (Arc::clone(&session), url.clone());
        futures.push((url, executor.submit(move || session.get(&page))));
    }
    let mut failures = Vec::new();
    for (url, future) in futures {
        match future.result()? {
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
