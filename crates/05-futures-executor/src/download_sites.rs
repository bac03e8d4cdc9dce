//! Downloads three sites 80 times each, with five workers.
//!
//! `ThreadPoolExecutor(5)` is `Executor::new(5)`, and `executor.map` is the
//! same. The article drops what `map` returns, and every error with it. Here
//! each result is asked for: the first error ends the loop, and downloads that
//! have not begun are cancelled, in both languages.
//!
//! `requests` does not say that threads may share a session, so in Python each
//! worker has its own, in a thread-local variable. Ours share one `Agent`,
//! which the compiler has checked; it keeps five connections.
//!
//! Run:    just run 05-futures-executor download-sites --times 2
//! Output: the same in every run, but for the port
//! Source: A4, P4.6, with as many downloads as P4.5

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use client::Limits;
use instruments::note;
use ureq::Agent;

use crate::executor::Executor;

pub fn run(
    second: Duration,
    urls: Vec<String>,
    times: u16,
    limits: Limits,
) -> Result<()> {
    let site = site::start(second)?;
    let sites = site.sites_or(urls);
    let count = sites.len() * usize::from(times);
    let urls = sites.into_iter().cycle().take(count);
    let agent = client::agent(limits);
    let start = Instant::now();
    let executor = Executor::new(5)?;
    // Each result is handed out as a clone, and a `ureq::Error` has none.
    let job = move |url: String| download_site(&agent, &url).map_err(Arc::new);
    let lengths = executor.map(job, urls.clone(), None);
    for (url, length) in urls.zip(lengths) {
        let length = length?.context(url.clone())?;
        println!("Read {length} from {url}");
    }
    let seconds = start.elapsed().as_secs_f64();
    note!("Downloaded {count} sites in {seconds:.4} seconds");
    Ok(())
}

fn download_site(agent: &Agent, url: &str) -> Result<usize, ureq::Error> {
    let bytes = agent.get(url).call()?.body_mut().read_to_vec()?;
    Ok(bytes.len())
}
