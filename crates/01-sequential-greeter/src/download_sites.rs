//! Downloads three sites 80 times each, one after another.
//!
//! `requests.Session()` is an `Agent`, and both keep their connection: all 240
//! downloads come over one. Without it, each would first have to connect.
//!
//! Run:    just run 01-sequential-greeter download-sites --times 2
//! Output: the same in every run, but for the port
//! Source: A4, P4.5

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use client::Limits;
use instruments::note;
use ureq::Agent;

pub fn run(
    second: Duration,
    urls: Vec<String>,
    times: u16,
    limits: Limits,
) -> Result<()> {
    let site = site::start(second)?;
    let sites = site.sites_or(urls);
    let count = sites.len() * usize::from(times);
    let agent = client::agent(limits);
    let start = Instant::now();
    for url in sites.iter().cycle().take(count) {
        let length = download_site(&agent, url).context(url.clone())?;
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
