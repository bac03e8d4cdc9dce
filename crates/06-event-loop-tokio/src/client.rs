//! An async HTTP client that always comes to an end.
//!
//! `Session` is `aiohttp.ClientSession`: it keeps its connections and uses
//! them again. While a request waits, the thread is free for other tasks.
//! aiohttp gives up after five minutes, reqwest only if it is told when.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};

/// How long a request may take.
#[derive(clap::Args, Clone, Copy)]
pub struct Limits {
    /// How long connecting may take: 0.001 to 60 seconds
    #[arg(long, value_name = "SECONDS")]
    #[arg(default_value = "2", value_parser = crate::seconds)]
    connect_timeout: Duration,

    /// How long a request may take in all: 0.001 to 60 seconds
    #[arg(long, value_name = "SECONDS")]
    #[arg(default_value = "10", value_parser = crate::seconds)]
    timeout: Duration,
}

/// The longest body in bytes: an endless one has to end somewhere.
const LONGEST: usize = 10_000_000;

/// Keeps connections, and remembers which pages are not worth asking again.
pub struct Session {
    client: Client,
    /// For this machine, which a proxy of the environment could not reach.
    direct: Client,
    failures: Mutex<HashMap<String, String>>,
}

impl Session {
    /// A session that has no connection yet.
    pub fn new(limits: Limits) -> Result<Self> {
        let builder = || {
            Client::builder()
                .connect_timeout(limits.connect_timeout)
                .timeout(limits.timeout)
                .redirect(Policy::limited(3))
        };
        let failed = "could not make an HTTP client";
        Ok(Self {
            client: builder().build().context(failed)?,
            direct: builder().no_proxy().build().context(failed)?,
            failures: Mutex::default(),
        })
    }

    /// Fetches a page: its length in bytes, or what went wrong, and where.
    pub async fn get(&self, url: &str) -> Result<usize, String> {
        if let Some(failure) = self.failures().get(url) {
            return Err(failure.clone());
        }
        self.fetch(url).await.map_err(|error| {
            let failure = format!("{url}: {error:#}");
            self.failures().insert(url.to_owned(), failure.clone());
            failure
        })
    }

    async fn fetch(&self, url: &str) -> Result<usize> {
        let url: Url = url.parse()?;
        let client =
            if is_loopback(&url) { &self.direct } else { &self.client };
        let response = client.get(url).send().await;
        let response = response.and_then(Response::error_for_status);
        let mut body = response.map_err(reqwest::Error::without_url)?;
        let mut length = 0;
        while let Some(chunk) =
            body.chunk().await.map_err(reqwest::Error::without_url)?
        {
            length += chunk.len();
            ensure!(length <= LONGEST, "longer than {LONGEST} bytes");
        }
        Ok(length)
    }

    fn failures(&self) -> MutexGuard<'_, HashMap<String, String>> {
        self.failures.lock().expect("nobody panics while holding this lock")
    }
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|ip| ip.is_loopback())
}

/// Checks an argument; nothing is fetched yet.
pub fn url(text: &str) -> Result<String, String> {
    let url: Url = text.parse().map_err(|error| format!("{error}"))?;
    match url.scheme() {
        "http" => Ok(text.to_owned()),
        "https" if cfg!(feature = "tls") => Ok(text.to_owned()),
        "https" => Err("https needs a build with --features tls".into()),
        _ => Err("not like http://host/path".into()),
    }
}
