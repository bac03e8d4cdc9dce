//! Fetches three pages at the same time, each in a job.
//!
//! `executor.submit(fetch_url, url)` returns at once, and `future.result()`
//! waits. Python's raises the job's exception. Here a job returns its error,
//! and `result()` has two reasons to fail: the first `?` is for a job that
//! panicked or was cancelled, the second for a page that can't be fetched.
//!
//! Run:    just run 05-futures-executor fetch-urls
//! Output: the same in every run, but for the port
//! Source: A2, P2.4, with futures

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use client::Limits;
use instruments::note;
use ureq::Agent;

use crate::executor::Executor;

pub fn run(second: Duration, urls: Vec<String>, limits: Limits) -> Result<()> {
    let site = site::start(second)?;
    let urls = site.pages_or(urls);
    let agent = client::agent(limits);
    let start = Instant::now();
    let executor = Executor::new(3)?;
    let mut futures = Vec::new();
    for url in urls {
        let (agent, page) = (agent.clone(), url.clone());
        // Each `result()` returns a clone, and a `ureq::Error` has none.
        let job = move || fetch_url(&agent, &page).map_err(Arc::new);
        futures.push((url, executor.submit(job)));
    }
    for (url, future) in futures {
        let length = future.result()?.context(url.clone())?;
        println!("Content from {url} has length: {length}");
    }
    note!("Total duration: {:.4} s", start.elapsed().as_secs_f64());
    Ok(())
}

fn fetch_url(agent: &Agent, url: &str) -> Result<usize, ureq::Error> {
    let text = agent.get(url).call()?.body_mut().read_to_string()?;
    Ok(text.chars().count())
}
