//! The blocking HTTP client that several rooms share.
//!
//! It is ureq's, configured: neither ureq nor Python's requests has any time
//! limit by itself, and both ask a proxy even for pages of this machine.

#![forbid(unsafe_code)]

use std::env;

pub use demo::args::Limits;
use ureq::{Agent, Proxy, ProxyProtocol};

/// An agent with time limits, which keeps its connections.
///
/// An `Agent` is `requests.Session()`. Unlike a session, it may be shared
/// between threads.
pub fn agent(limits: Limits) -> Agent {
    Agent::config_builder()
        .timeout_connect(Some(limits.connect_timeout))
        .timeout_global(Some(limits.timeout))
        .max_redirects(3)
        // With the usual three, the fourth of five workers reconnects.
        .max_idle_connections_per_host(10)
        .proxy(proxy())
        .build()
        .into()
}

/// The proxy that the environment names, but not for this machine.
fn proxy() -> Option<Proxy> {
    let usual = Proxy::try_from_env()?;
    // Without its feature for SOCKS, ureq ignores such a proxy if it comes from
    // the environment, and panics if it is set, as below.
    if !matches!(usual.protocol(), ProxyProtocol::Http | ProxyProtocol::Https) {
        return None;
    }
    let mut proxy = Proxy::builder(usual.protocol())
        .host(usual.host())
        .port(usual.port())
        .resolve_target(usual.resolve_target());
    if let Some(user) = usual.username() {
        proxy = proxy.username(user);
    }
    if let Some(password) = usual.password() {
        proxy = proxy.password(password);
    }
    let others = env::var("NO_PROXY").or_else(|_| env::var("no_proxy"));
    for host in others.unwrap_or_default().split(',') {
        proxy = proxy.no_proxy(host.trim());
    }
    for host in ["localhost", "127.*", "[::1]"] {
        proxy = proxy.no_proxy(host);
    }
    proxy.build().ok()
}
