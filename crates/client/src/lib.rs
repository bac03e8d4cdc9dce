//! The blocking HTTP client that several rooms share.
//!
//! It is ureq's, configured: neither ureq nor Python's requests has any time
//! limit by itself, and both ask a proxy even for pages of this machine.
//!
//! In every room, a page comes with a status from 200 to 299, is whole, and
//! not longer than [`LONGEST`]. With the feature `tls`, all rooms use rustls
//! and ring, and trust the roots that the platform trusts: this takes the
//! least code and the fewest licences.

#![forbid(unsafe_code)]

use std::env;

use demo::args;
pub use demo::args::{LONGEST, Limits};
use ureq::http::{Request, Response};
use ureq::middleware::MiddlewareNext;
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{Connector, DefaultConnector};
use ureq::{Agent, Body, Error, Proxy, ProxyProtocol, ResponseExt, SendBody};

use whole::WholeConnector;

#[cfg(feature = "tls")]
pub mod tls;
mod whole;

/// An agent with time limits, which keeps its connections.
///
/// An `Agent` is `requests.Session()`. Unlike a session, it may be shared
/// between threads.
pub fn agent(limits: Limits) -> Agent {
    let config = Agent::config_builder()
        .timeout_connect(Some(limits.connect_timeout))
        .timeout_global(Some(limits.timeout))
        .max_redirects(3)
        // With the usual three, the fourth of five workers reconnects.
        .max_idle_connections_per_host(10)
        .proxy(proxy())
        .middleware(only_pages);
    #[cfg(feature = "tls")]
    let config = config.tls_config(tls::config());
    let connector = DefaultConnector::new().chain(WholeConnector);
    Agent::with_parts(config.build(), connector, DefaultResolver::default())
}

/// Turns an answer without a page into an error. For ureq, only a status from
/// 400 to 599 is one, and not "304 Not Modified".
fn only_pages(
    request: Request<SendBody<'_>>,
    next: MiddlewareNext<'_>,
) -> Result<Response<Body>, Error> {
    let response = next.handle(request)?;
    if !response.status().is_success() {
        return Err(Error::StatusCode(response.status().as_u16()));
    }
    // After a redirect to port 99999, this is the page of port 80.
    args::url(&response.get_uri().to_string()).map_err(Error::BadUri)?;
    Ok(response)
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

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::net::TcpListener;
    use std::thread;
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_page_that_ends_in_a_reset_is_an_error() {
        let page = get("HTTP/1.1 200 OK\r\n\r\nhalf of it").unwrap();
        assert!(matches!(page, Err(Error::Io(_))), "{page:?}");
    }

    #[test]
    fn an_answer_without_a_page_is_an_error() {
        let page = get("HTTP/1.1 304 Not Modified\r\n\r\n").unwrap();
        assert!(matches!(page, Err(Error::StatusCode(304))), "{page:?}");
    }

    /// Gets this answer from a server that resets the connection after it.
    fn get(answer: &'static str) -> io::Result<Result<String, Error>> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}/", listener.local_addr()?);
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept()?;
            // The request is there, but it is not read: closing is a reset.
            stream.peek(&mut [0])?;
            stream.write_all(answer.as_bytes())
        });
        let limit = Duration::from_secs(10);
        let limits = Limits { connect_timeout: limit, timeout: limit };
        let response = agent(limits).get(&url).call();
        let page = response.and_then(|mut it| it.body_mut().read_to_string());
        server.join().unwrap()?;
        Ok(page)
    }

    #[test]
    fn the_longest_page_of_ureq_is_that_of_all_rooms() {
        let mut body = Body::builder().data(vec![0; LONGEST]);
        assert_eq!(body.read_to_vec().unwrap().len(), LONGEST);
        let mut body = Body::builder().data(vec![0; LONGEST + 1]);
        assert!(matches!(body.read_to_vec(), Err(Error::BodyExceedsLimit(_))));
    }
}
