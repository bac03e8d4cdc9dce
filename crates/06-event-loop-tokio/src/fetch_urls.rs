//! Fetches three pages at the same time, in one thread.
//!
//! `session.get(url)` is `client.get(url).send()`, `raise_for_status` is
//! `error_for_status`, and `len(await response.text())` is a count of
//! `chars()`. All three requests are under way at once, although the thread
//! does one thing at a time: a request is waiting, for most of its time.
//!
//! Run:    just run 06-event-loop-tokio fetch-urls
//! Output: the same in every run, but for the port
//! Source: A2, P2.4

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use client::Limits;
use instruments::note;
use reqwest::Client;

use crate::http;

pub async fn run(
    second: Duration,
    urls: Vec<String>,
    limits: Limits,
) -> Result<()> {
    let site = site::start(second)?;
    let urls = site.pages_or(urls);
    let client = http::client(limits)?;
    let start = Instant::now();
    let mut handles = Vec::new();
    for url in &urls {
        let page = fetch_url(client.clone(), url.clone());
        handles.push((url, tokio::spawn(page)));
    }
    for (url, handle) in handles {
        let length = handle.await.unwrap().context(url.clone())?;
        println!("Content from {url} has length: {length}");
    }
    note!("Total duration: {:.4} s", start.elapsed().as_secs_f64());
    Ok(())
}

async fn fetch_url(client: Client, url: String) -> Result<usize, http::Error> {
    let response = client.get(url).send().await?.error_for_status()?;
    let text = http::text(response).await?;
    Ok(text.chars().count())
}
