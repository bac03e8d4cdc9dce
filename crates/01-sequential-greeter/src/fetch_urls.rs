//! Fetches three pages, one after another: the waiting adds up.
//!
//! `requests.get(url)` is `agent.get(url).call()`, and `len(response.text)` is
//! a count of `chars()`. An error ends the program, as an exception does, and
//! the pages after it are not asked for.
//!
//! The article's pages have changed between its own two runs. Ours come from a
//! small local web server, which the example starts.
//!
//! Run:    just run 01-sequential-greeter fetch-urls
//! Output: the same in every run, but for the port
//! Source: A2, P2.3

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use client::Limits;
use instruments::note;
use ureq::Agent;

pub fn run(second: Duration, urls: Vec<String>, limits: Limits) -> Result<()> {
    let site = site::start(second)?;
    let agent = client::agent(limits);
    let start = Instant::now();
    for url in site.pages_or(urls) {
        let length = fetch_url(&agent, &url).context(url.clone())?;
        println!("Content from {url} has length: {length}");
    }
    note!("Total duration: {:.4} s", start.elapsed().as_secs_f64());
    Ok(())
}

fn fetch_url(agent: &Agent, url: &str) -> Result<usize, ureq::Error> {
    let text = agent.get(url).call()?.body_mut().read_to_string()?;
    Ok(text.chars().count())
}
