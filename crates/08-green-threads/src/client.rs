//! An async HTTP client for smol that never hangs.
//!
//! smol has no library like `requests`, so the work of a client is written out
//! here: send a request (see `exchange`), follow at most three redirects, give
//! up in time. It connects anew for each request, and uses no proxy.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use demo::args;
use hyper::Uri;
use smol::{Timer, future};

pub use demo::args::Limits;

use crate::exchange::{Answer, connect, exchange, secure};

/// Fetches the text of a page. An error does not name the URL.
pub async fn get(url: &str, limits: Limits) -> Result<String> {
    within(limits.timeout, follow(url, limits.connect_timeout)).await
}

/// Does the work, or fails when it takes too long.
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

async fn follow(url: &str, connect_timeout: Duration) -> Result<String> {
    let mut url: Uri = url.parse()?;
    for _ in 0..=3 {
        let stream = within(connect_timeout, connect(&url)).await?;
        let answer = if url.scheme_str() == Some("https") {
            exchange(&url, secure(&url, stream).await?).await?
        } else {
            exchange(&url, stream).await?
        };
        match answer {
            Answer::Page(text) => return Ok(text),
            Answer::Redirect(target) => url = resolve(url, &target)?,
        }
    }
    bail!("more than 3 redirects")
}

/// The URL of a redirect, which is a path of the same host or another URL.
fn resolve(base: Uri, target: &str) -> Result<Uri> {
    if target.starts_with('/') && !target.starts_with("//") {
        let mut parts = base.into_parts();
        parts.path_and_query = Some(target.parse()?);
        return Ok(Uri::from_parts(parts)?);
    }
    let target = args::url(target).map_err(anyhow::Error::msg);
    Ok(target.context("a redirect leads nowhere")?.parse()?)
}
