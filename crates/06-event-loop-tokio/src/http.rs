//! The async HTTP client of this room: reqwest's, configured.
//!
//! aiohttp gives up after five minutes, reqwest never, and both would read an
//! endless page to its end.

use std::env;

use client::Limits;
use reqwest::redirect::Policy;
use reqwest::{Client, NoProxy, Proxy, Response, StatusCode};

/// The longest body in bytes: an endless one has to end somewhere.
const LONGEST: usize = 10_000_000;

/// A client with time limits, which keeps its connections.
///
/// A `Client` is `aiohttp.ClientSession`. A clone of it shares its connections.
pub fn client(limits: Limits) -> Result<Client, Error> {
    let mut builder = Client::builder()
        .connect_timeout(limits.connect_timeout)
        .timeout(limits.timeout)
        .redirect(Policy::limited(3));
    for proxy in proxies() {
        builder = builder.proxy(proxy);
    }
    Ok(builder.build()?)
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
