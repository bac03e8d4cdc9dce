//! Downloads three sites 80 times each, with at most five requests in flight.
//!
//! All 240 tasks exist at once, since a task costs little. `Semaphore::new(5)`
//! is `asyncio.Semaphore(5)`: it has five permits, and a task that can't get
//! one waits. Without it, the server would get 240 requests at once.
//!
//! Run:    just run 06-event-loop-tokio download-sites --times 2
//! Output: the same in every run, but for the port
//! Source: A4, P4.6, with tasks

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use client::Limits;
use instruments::note;
use reqwest::Client;
use tokio::sync::Semaphore;

use crate::http;

pub async fn run(
    second: Duration,
    urls: Vec<String>,
    times: u16,
    limits: Limits,
) -> Result<()> {
    let site = site::start(second)?;
    let sites = site.sites_or(urls);
    let count = sites.len() * usize::from(times);
    let client = http::client(limits)?;
    let five = Arc::new(Semaphore::new(5));
    let start = Instant::now();
    let mut handles = Vec::new();
    for url in sites.iter().cycle().take(count) {
        let (client, five) = (client.clone(), Arc::clone(&five));
        let page = download_site(client, five, url.clone());
        handles.push((url, tokio::spawn(page)));
    }
    for (url, handle) in handles {
        let length = handle.await.unwrap().context(url.clone())?;
        println!("Read {length} from {url}");
    }
    let seconds = start.elapsed().as_secs_f64();
    note!("Downloaded {count} sites in {seconds:.4} seconds");
    Ok(())
}

async fn download_site(
    client: Client,
    five: Arc<Semaphore>,
    url: String,
) -> Result<usize, http::Error> {
    // Given back when the function returns: with the error, if there is one.
    let _permit = five.acquire().await.expect("it is never closed");
    let response = client.get(url).send().await?.error_for_status()?;
    let bytes = http::bytes(response).await?;
    Ok(bytes.len())
}
