//! One request and its answer, over one connection.
//!
//! hyper needs no event loop of its own. It takes a stream, here one of smol's,
//! and speaks HTTP over it whenever it is polled.

use anyhow::{Context, Result, ensure};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper::header::{HOST, LOCATION};
use hyper::{Request, Response, Uri};
use smol::future;
use smol::io::{AsyncRead, AsyncWrite};
use smol::net::TcpStream;
use smol_hyper::rt::FuturesIo;

/// The longest body in bytes: an endless one has to end somewhere.
const LONGEST: usize = 10_000_000;

/// Connects to the host of a URL, without TLS yet.
pub async fn connect(url: &Uri) -> Result<TcpStream> {
    let host = url.host().context("no host")?.trim_matches(['[', ']']);
    let usual = if url.scheme_str() == Some("https") { 443 } else { 80 };
    let port = url.port_u16().unwrap_or(usual);
    TcpStream::connect((host, port)).await.context("could not connect")
}

/// A server's answer to a request.
pub enum Answer {
    /// The text of the page.
    Page(String),
    /// The page is at another URL.
    Redirect(String),
}

/// Asks for one page over a connection of its own.
pub async fn exchange(
    url: &Uri,
    stream: impl AsyncRead + AsyncWrite + Unpin,
) -> Result<Answer> {
    let (mut sender, connection) =
        http1::handshake(FuturesIo::new(stream)).await?;
    // As it is, `http://host?a=b` has a query, but no path before it.
    let mut path = url.path().to_owned();
    if let Some(query) = url.query() {
        path += &format!("?{query}");
    }
    let authority = url.authority().context("no host")?.as_str();
    // With `user:password@`, every log would get to know the password.
    let host = authority.rsplit('@').next().unwrap_or_default();
    let request = Request::get(path).header(HOST, host).body(String::new())?;
    let ask = async { read(sender.send_request(request).await?).await };
    let transport = async {
        // Nothing moves unless this is polled. An error on this side is an
        // error of `ask` as well, which reports it.
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
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        if let Ok(data) = frame?.into_data() {
            bytes.extend_from_slice(&data);
        }
        ensure!(bytes.len() <= LONGEST, "longer than {LONGEST} bytes");
    }
    Ok(Answer::Page(String::from_utf8_lossy(&bytes).into_owned()))
}

/// Speaks TLS over a stream, once the host has shown who it is.
#[cfg(feature = "tls")]
pub async fn secure(
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

/// Refuses: this build speaks no TLS.
#[cfg(not(feature = "tls"))]
pub async fn secure(_: &Uri, _: TcpStream) -> Result<TcpStream> {
    anyhow::bail!("https needs a build with --features tls")
}
