//! Fetches three pages at the same time in one thread, as smol's tasks.
//!
//! gevent would leave `requests.get` as it is, and replace the sockets below
//! it by its own ones, at run time. Rust can't do that to a library, so the
//! client has to be async from the bottom up.
//!
//! Run with `just run 08-green-threads fetch-urls [URL]…`; the same in every
//! run but for the port. Source: A2, P2.4, on smol.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use smol::LocalExecutor;

use crate::client::{self, Limits};

pub fn run(second: Duration, urls: Vec<String>, limits: Limits) -> Result<()> {
    let site = site::start(second)?;
    let urls = if urls.is_empty() { site.pages().to_vec() } else { urls };
    let start = Instant::now();
    let executor = LocalExecutor::new();
    let mut tasks = Vec::new();
    for url in &urls {
        tasks.push((url, executor.spawn(client::get(url, limits))));
    }
    let mut failures = Vec::new();
    smol::block_on(executor.run(async {
        for (url, task) in tasks {
            match task.await {
                Ok(length) => writeln!(
                    io::stdout(),
                    "Content from {url} has length: {length}"
                )?,
                Err(failure) => failures.push(failure),
            }
        }
        io::Result::Ok(())
    }))?;
    ensure!(failures.is_empty(), "{}", failures.join("; "));
    let duration = start.elapsed().as_secs_f64();
    writeln!(io::stderr(), "Total duration: {duration:.4} s")?;
    Ok(())
}
