//! One request and its answer, over one connection.
//!
//! hyper runs on any event loop: give it a stream, here one of smol's, and it
//! says HTTP over it, for as long as it is polled.

use anyhow::{Context, Result, ensure};
use http_body_util::BodyExt;
use hyper::body::{Bytes, Incoming};
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

/// What a server says to a request.
pub enum Answer {
    /// A page, of so many bytes.
    Page(usize),
    /// That it is elsewhere.
    Redirect(String),
}

/// Asks for one page over a connection of its own.
pub async fn exchange(
    url: &Uri,
    stream: impl AsyncRead + AsyncWrite + Unpin,
) -> Result<Answer> {
    let (mut sender, connection) =
        http1::handshake(FuturesIo::new(stream)).await?;
    let path = url.path_and_query().map_or("/", |path| path.as_str());
    let authority = url.authority().context("no host")?.as_str();
    // Who sends `user:password@` along would tell it to every log.
    let host = authority.rsplit('@').next().unwrap_or_default();
    let request = Request::get(path).header(HOST, host).body(String::new())?;
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
