//! An async HTTP client for smol that always comes to an end.
//!
//! There is no `requests` for smol, but hyper runs on any event loop: it takes
//! a stream, and says HTTP over it while it is polled. What a client does
//! beside that is written out here: connect, give up in time, follow a few
//! redirects. It makes a connection for each request, and uses no proxy.

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use http_body_util::BodyExt;
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{HOST, LOCATION};
use hyper::{Request, Response, Uri};
use smol::io::{AsyncRead, AsyncWrite};
use smol::net::TcpStream;
use smol::{Timer, future};
use smol_hyper::rt::FuturesIo;

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

/// Fetches a page: its length in bytes, or what went wrong, and where.
pub async fn get(url: &str, limits: Limits) -> Result<usize, String> {
    let page = within(limits.timeout, follow(url, limits.connect_timeout));
    page.await.map_err(|error| format!("{url}: {error:#}"))
}

/// Whichever comes first, the work's end or the time limit's.
async fn within<T>(
    limit: Duration,
    work: impl Future<Output = Result<T>>,
) -> Result<T> {
    let too_late = async {
        Timer::after(limit).await;
        bail!("nothing after {limit:?}")
    };
    future::or(work, too_late).await
}

async fn follow(url: &str, connect_timeout: Duration) -> Result<usize> {
    let mut url: Uri = url.parse()?;
    for _ in 0..=3 {
        let stream = within(connect_timeout, connect(&url)).await?;
        let answer = if url.scheme_str() == Some("https") {
            exchange(&url, secure(&url, stream).await?).await?
        } else {
            exchange(&url, stream).await?
        };
        match answer {
            Answer::Page(length) => return Ok(length),
            Answer::Redirect(target) => url = resolve(url, &target)?,
        }
    }
    bail!("more than 3 redirects")
}

async fn connect(url: &Uri) -> Result<TcpStream> {
    let host = url.host().context("no host")?.trim_matches(['[', ']']);
    let usual = if url.scheme_str() == Some("https") { 443 } else { 80 };
    let port = url.port_u16().unwrap_or(usual);
    TcpStream::connect((host, port)).await.context("could not connect")
}

enum Answer {
    Page(usize),
    Redirect(String),
}

/// Asks for one page over a connection of its own.
async fn exchange(
    url: &Uri,
    stream: impl AsyncRead + AsyncWrite + Unpin,
) -> Result<Answer> {
    let (mut sender, connection) =
        http1::handshake(FuturesIo::new(stream)).await?;
    let path = url.path_and_query().map_or("/", |path| path.as_str());
    let request = Request::get(path)
        .header(HOST, url.authority().context("no host")?.as_str())
        .body(String::new())?;
    let ask = async { read(sender.send_request(request).await?).await };
    let transport = async {
        // Nothing moves unless this is polled. What goes wrong here, the
        // other side hears too, so there is no need to tell it twice.
        match connection.await {
            Ok(()) | Err(_) => future::pending().await,
        }
    };
    future::or(ask, transport).await
}

async fn read(response: Response<Incoming>) -> Result<Answer> {
    let status = response.status();
    if let Some(target) = response.headers().get(LOCATION)
        && status.is_redirection()
    {
        return Ok(Answer::Redirect(target.to_str()?.to_owned()));
    }
    ensure!(status.is_success(), "http status: {status}");
    let mut body = response.into_body();
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        length += frame?.data_ref().map_or(0, Bytes::len);
        ensure!(length <= LONGEST, "longer than {LONGEST} bytes");
    }
    Ok(Answer::Page(length))
}

/// Where a redirect leads: to a path of the same host, or to another URL.
fn resolve(base: Uri, target: &str) -> Result<Uri> {
    if target.starts_with('/') && !target.starts_with("//") {
        let mut parts = base.into_parts();
        parts.path_and_query = Some(target.parse()?);
        return Ok(Uri::from_parts(parts)?);
    }
    let target = url(target).map_err(anyhow::Error::msg);
    Ok(target.context("a redirect leads nowhere")?.parse()?)
}

#[cfg(feature = "tls")]
async fn secure(
    url: &Uri,
    stream: TcpStream,
) -> Result<impl AsyncRead + AsyncWrite + Unpin> {
    use std::sync::Arc;

    use futures_rustls::{TlsConnector, rustls};

    let roots = webpki_roots::TLS_SERVER_ROOTS.iter().cloned();
    // Named, because rustls does not choose where a build has two of them.
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots.collect::<rustls::RootCertStore>())
        .with_no_client_auth();
    let host = url.host().context("no host")?.trim_matches(['[', ']']);
    let name = host.to_owned().try_into()?;
    let connector = TlsConnector::from(Arc::new(config));
    connector.connect(name, stream).await.context("no secure connection")
}

#[cfg(not(feature = "tls"))]
async fn secure(_: &Uri, _: TcpStream) -> Result<TcpStream> {
    bail!("https needs a build with --features tls")
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
