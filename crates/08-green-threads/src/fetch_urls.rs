//! Fetches three pages at the same time, in one thread, as async tasks of smol.
//!
//! gevent leaves `requests.get` as it is, and replaces the sockets that it uses
//! at run time. Rust can't do that to a library, so the client has to be async,
//! down to its sockets.
//!
//! Run:    just run 08-green-threads fetch-urls
//! Output: the same in every run, but for the port
//! Source: A2, P2.4, on smol

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use instruments::note;
use smol::LocalExecutor;

use crate::client::{self, Limits};

pub async fn run(
    second: Duration,
    urls: Vec<String>,
    limits: Limits,
) -> Result<()> {
    let site = site::start(second)?;
    let urls = site.pages_or(urls);
    let start = Instant::now();
    let executor = LocalExecutor::new();
    let mut handles = Vec::new();
    for url in &urls {
        handles.push((url, executor.spawn(fetch_url(url, limits))));
    }
    for (url, handle) in handles {
        let length = executor.run(handle).await.context(url.clone())?;
        println!("Content from {url} has length: {length}");
    }
    note!("Total duration: {:.4} s", start.elapsed().as_secs_f64());
    Ok(())
}

async fn fetch_url(url: &str, limits: Limits) -> Result<usize> {
    let text = client::get(url, limits).await?;
    Ok(text.chars().count())
}
