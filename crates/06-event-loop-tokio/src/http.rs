//! The async HTTP client of this room: reqwest's, configured.
//!
//! aiohttp gives up after five minutes, reqwest never, and both would read an
//! endless page to its end.

use std::env;
use std::process;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use client::{LONGEST, Limits};
use instruments::note;
use reqwest::redirect::Policy;
use reqwest::{Client, NoProxy, Proxy, Response, StatusCode};

/// A client with time limits, which keeps its connections.
///
/// A `Client` is `aiohttp.ClientSession`. A clone of it shares its connections.
pub fn client(limits: Limits) -> Result<Client, Error> {
    #[cfg(feature = "tls")]
    client::tls::choose_ring();
    let mut builder = Client::builder()
        .connect_timeout(limits.connect_timeout)
        .timeout(limits.timeout)
        .redirect(Policy::limited(3));
    for proxy in proxies() {
        builder = builder.proxy(proxy);
    }
    watch(limits.timeout);
    Ok(builder.build()?)
}

/// Ends the program if the event loop does not go on for the time limit.
///
/// The limit of a request is a timer of the loop, and a server that sends
/// headers without end keeps the loop reading: no timer runs. Only another
/// thread can notice. It counts its own naps, not the time, because a program
/// that was stopped and continued is not late.
fn watch(limit: Duration) {
    const NAP: Duration = Duration::from_millis(50);
    static BEATS: AtomicU64 = AtomicU64::new(0);
    tokio::spawn(async {
        loop {
            BEATS.fetch_add(1, Relaxed);
            tokio::time::sleep(NAP).await;
        }
    });
    thread::spawn(move || {
        let (mut seen, mut naps) = (0, 0);
        while naps * NAP < limit + 2 * NAP {
            thread::sleep(NAP);
            let beats = BEATS.load(Relaxed);
            naps = if beats == seen { naps + 1 } else { 0 };
            seen = beats;
        }
        note!("error: a server has kept the event loop busy for {limit:?}");
        process::exit(1);
    });
}

/// The characters of a page. What is not UTF-8 is replaced.
pub async fn text(response: Response) -> Result<String, Error> {
    let bytes = bytes(response).await?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The bytes of a page.
pub async fn bytes(mut response: Response) -> Result<Vec<u8>, Error> {
    // For `error_for_status`, a redirect that leads nowhere is no error.
    if !response.status().is_success() {
        return Err(Error::Status(response.status()));
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LONGEST {
            return Err(Error::TooLong);
        }
    }
    Ok(bytes)
}

/// Why there is no page. The URL is left out: the examples name it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Request(reqwest::Error),
    #[error("http status: {0}")]
    Status(StatusCode),
    #[error("longer than {LONGEST} bytes")]
    TooLong,
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        Self::Request(error.without_url())
    }
}

/// The proxies that the environment names, but none for this machine.
fn proxies() -> Vec<Proxy> {
    let others = variable("NO_PROXY").unwrap_or_default();
    let direct = format!("{others},localhost,127.0.0.0/8,::1");
    let mut proxies = Vec::new();
    for (name, proxy) in [
        ("HTTP_PROXY", Proxy::http as fn(String) -> reqwest::Result<Proxy>),
        ("HTTPS_PROXY", Proxy::https),
        ("ALL_PROXY", Proxy::all),
    ] {
        if let Some(url) = variable(name)
            && let Ok(proxy) = proxy(url)
        {
            proxies.push(proxy.no_proxy(NoProxy::from_string(&direct)));
        }
    }
    proxies
}

/// A variable by its name in capitals, or in small letters.
fn variable(name: &str) -> Option<String> {
    env::var(name).or_else(|_| env::var(name.to_lowercase())).ok()
}
