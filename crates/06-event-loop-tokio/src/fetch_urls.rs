//! Fetches three pages at the same time, in one thread.
//!
//! `aiohttp.ClientSession()` is `Session::new`, `create_task` is
//! `tokio::spawn`. The three requests are on their way at once, although this
//! thread does only one thing at a time: most of a request is waiting.
//!
//! Run with `just run 06-event-loop-tokio fetch-urls [URL]…`; the same in
//! every run but for the port. Source: A2, P2.4.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::client::{Limits, Session};

pub async fn run(
    second: Duration,
    urls: Vec<String>,
    limits: Limits,
) -> Result<()> {
    let site = site::start(second)?;
    let urls = if urls.is_empty() { site.pages().to_vec() } else { urls };
    let start = Instant::now();
    let session = Arc::new(Session::new(limits)?);
    let mut tasks = Vec::new();
    for url in urls {
        let (session, page) = (Arc::clone(&session), url.clone());
        let get = async move { session.get(&page).await };
        tasks.push((url, tokio::spawn(get)));
    }
    let mut failures = Vec::new();
    for (url, task) in tasks {
        match task.await.expect("fetching does not panic") {
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
