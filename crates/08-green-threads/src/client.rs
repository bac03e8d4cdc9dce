//! An async HTTP client for smol that always comes to an end.
//!
//! There is no `requests` for smol, so what a client does is written out here:
//! ask (see `exchange`), follow a few redirects, and give up in time. It makes
//! a connection for each request, and uses no proxy.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use hyper::Uri;
use smol::{Timer, future};

use crate::exchange::{Answer, connect, exchange, secure};

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
