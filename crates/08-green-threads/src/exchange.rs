//! One request and its answer, over one connection.
//!
//! hyper needs no event loop of its own. It takes a stream, here one of smol's,
//! and speaks HTTP over it whenever it is polled.

use anyhow::{Context, Result, ensure};
use demo::args::LONGEST;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper::header::{HOST, LOCATION};
use hyper::{Request, Response, Uri};
use smol::future;
use smol::io::{AsyncRead, AsyncWrite};
use smol::net::TcpStream;
use smol_hyper::rt::FuturesIo;

use crate::fair::Fair;

/// Connects to the host of a URL, without TLS yet.
pub async fn connect(url: &Uri) -> Result<Fair<TcpStream>> {
    let host = url.host().context("no host")?.trim_matches(['[', ']']);
    let usual = if url.scheme_str() == Some("https") { 443 } else { 80 };
    let port = url.port_u16().unwrap_or(usual);
    let stream = TcpStream::connect((host, port)).await;
    Ok(Fair::new(stream.context("could not connect")?))
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
    let host = url.authority().context("no host")?.as_str();
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
        && matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
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
    stream: Fair<TcpStream>,
) -> Result<impl AsyncRead + AsyncWrite + Unpin> {
    use std::sync::Arc;

    use futures_rustls::TlsConnector;
    use futures_rustls::rustls::ClientConfig;
    use rustls_platform_verifier::ConfigVerifierExt;

    let host = url.host().context("no host")?.trim_matches(['[', ']']);
    let name = host.to_owned().try_into()?;
    let config = ClientConfig::with_platform_verifier()?;
    let connector = TlsConnector::from(Arc::new(config));
    connector.connect(name, stream).await.context("no secure connection")
}

/// Refuses: this build speaks no TLS.
#[cfg(not(feature = "tls"))]
pub async fn secure(_: &Uri, _: Fair<TcpStream>) -> Result<Fair<TcpStream>> {
    anyhow::bail!("https needs a build with --features tls")
}
