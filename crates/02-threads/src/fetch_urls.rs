//! Fetches three pages at the same time, each in a thread.
//!
//! The threads share one session. In Python that is not safe, so each thread
//! makes its own; here the compiler has checked it. The results are printed in
//! the order of the URLs, which is the order of the joins.
//!
//! Run with `just run 02-threads fetch-urls [URL]…`; the same in every run but
//! for the port. Source: A2, P2.4, with threads.

use std::io::{self, Write};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::client::{Limits, Session};

pub fn run(second: Duration, urls: Vec<String>, limits: Limits) -> Result<()> {
    let site = site::start(second)?;
    let urls = if urls.is_empty() { site.pages().to_vec() } else { urls };
    let start = Instant::now();
    let session = Session::new(limits);
    let mut failures = Vec::new();
    thread::scope(|scope| {
        let mut handles = Vec::new();
        for url in &urls {
            let handle = thread::Builder::new()
                .spawn_scoped(scope, || session.get(url))
                .with_context(|| format!("could not start {url}'s thread"))?;
            handles.push((url, handle));
        }
        for (url, handle) in handles {
            match handle.join().expect("fetching does not panic") {
                Ok(length) => writeln!(
                    io::stdout(),
                    "Content from {url} has length: {length}"
                )?,
                Err(failure) => failures.push(failure),
            }
        }
        anyhow::Ok(())
    })?;
    ensure!(failures.is_empty(), "{}", failures.join("; "));
    let duration = start.elapsed().as_secs_f64();
    writeln!(io::stderr(), "Total duration: {duration:.4} s")?;
    Ok(())
}
