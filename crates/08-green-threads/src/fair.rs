//! A stream that lets others run after each read.
//!
//! hyper reads for as long as there is something to read. A server that sends
//! without end would keep it in one `poll` for ever, and no timer would run.
//! tokio's sockets return `Pending` now and then for this reason, smol's don't.

use std::io::Result;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

use smol::io::{AsyncRead, AsyncWrite};

pub struct Fair<S> {
    stream: S,
    has_read: bool,
}

impl<S> Fair<S> {
    pub fn new(stream: S) -> Self {
        Self { stream, has_read: false }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Fair<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<Result<usize>> {
        if mem::take(&mut self.has_read) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let outcome = Pin::new(&mut self.stream).poll_read(cx, buffer);
        self.has_read = outcome.is_ready();
        outcome
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Fair<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_close(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_close(cx)
    }
}
