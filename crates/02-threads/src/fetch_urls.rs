//! Fetches three pages at the same time, each in a thread.
//!
//! The threads share one agent, which the compiler has checked. Python's
//! `requests.Session` makes no such promise. What a thread returns comes out of
//! `join`; Python's `join` returns nothing, so each thread there leaves its
//! result in a dictionary.
//!
//! Run:    just run 02-threads fetch-urls
//! Output: the same in every run, but for the port
//! Source: A2, P2.4, with threads

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use client::Limits;
use instruments::note;
use ureq::Agent;

pub fn run(second: Duration, urls: Vec<String>, limits: Limits) -> Result<()> {
    let site = site::start(second)?;
    let urls = site.pages_or(urls);
    let agent = client::agent(limits);
    let start = Instant::now();
    thread::scope(|scope| {
        let mut handles = Vec::new();
        for url in &urls {
            handles.push((url, scope.spawn(|| fetch_url(&agent, url))));
        }
        for (url, handle) in handles {
            let length = handle.join().unwrap().context(url.clone())?;
            println!("Content from {url} has length: {length}");
        }
        note!("Total duration: {:.4} s", start.elapsed().as_secs_f64());
        Ok(())
    })
}

fn fetch_url(agent: &Agent, url: &str) -> Result<usize, ureq::Error> {
    let text = agent.get(url).call()?.body_mut().read_to_string()?;
    Ok(text.chars().count())
}
