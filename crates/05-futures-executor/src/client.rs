//! A blocking HTTP client that always comes to an end.
//!
//! `Session` is `requests.Session`: it keeps its connections and uses them
//! again. Unlike that one, it may be shared between threads. Neither ureq nor
//! requests has any time limit unless it is told one.

use std::collections::HashMap;
use std::io;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use ureq::Agent;
use ureq::http::Uri;

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
const LONGEST: u64 = 10_000_000;

/// Keeps connections, and remembers which pages are not worth asking again.
pub struct Session {
    agent: Agent,
    failures: Mutex<HashMap<String, String>>,
}

impl Session {
    /// A session that has no connection yet.
    pub fn new(limits: Limits) -> Self {
        let config = Agent::config_builder()
            .timeout_connect(Some(limits.connect_timeout))
            .timeout_global(Some(limits.timeout))
            .max_redirects(3)
            // With the usual three, the fourth of five workers reconnects.
            .max_idle_connections_per_host(10);
        Self { agent: config.build().into(), failures: Mutex::default() }
    }

    /// Fetches a page: its length in bytes, or what went wrong, and where.
    pub fn get(&self, url: &str) -> Result<u64, String> {
        if let Some(failure) = self.failures().get(url) {
            return Err(failure.clone());
        }
        self.fetch(url).map_err(|error| {
            let failure = format!("{url}: {error}");
            self.failures().insert(url.to_owned(), failure.clone());
            failure
        })
    }

    fn fetch(&self, url: &str) -> Result<u64, ureq::Error> {
        let mut request = self.agent.get(url).config();
        if is_loopback(url) {
            // A proxy that the environment names could not reach this machine.
            request = request.proxy(None);
        }
        let body = request.build().call()?.into_body();
        let mut body = body.into_with_config().limit(LONGEST).reader();
        Ok(io::copy(&mut body, &mut io::sink())?)
    }

    fn failures(&self) -> MutexGuard<'_, HashMap<String, String>> {
        self.failures.lock().expect("nobody panics while holding this lock")
    }
}

fn is_loopback(url: &str) -> bool {
    let url: Option<Uri> = url.parse().ok();
    let host = url.as_ref().and_then(Uri::host).unwrap_or_default();
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|ip| ip.is_loopback())
}

/// Checks an argument; nothing is fetched yet.
pub fn url(text: &str) -> Result<String, String> {
    let url: Uri = text.parse().map_err(|_| "this is no URL")?;
    let authority = url.authority().ok_or("not like http://host/path")?;
    match url.scheme_str() {
        Some("http") => {}
        Some("https") if cfg!(feature = "tls") => {}
        Some("https") => {
            return Err("https needs a build with --features tls".into());
        }
        _ => return Err("not like http://host/path".into()),
    }
    // `Uri` takes a port above 65535 for no port at all, and would go to 80.
    let host_and_port = authority.as_str().rsplit('@').next();
    if host_and_port != Some(authority.host()) && url.port_u16().is_none() {
        return Err("the port is not a number from 0 to 65535".into());
    }
    Ok(text.to_owned())
}
