//! Why a future has no result.

use std::any::Any;

/// Python's `CancelledError` and `TimeoutError`, and the job's own failure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The job was cancelled before it began.
    #[error("the job was cancelled")]
    Cancelled,
    /// The job panicked, with this message.
    #[error("the job panicked: {0}")]
    Panicked(String),
    /// The job was not done in time. It goes on.
    #[error("the job is not done yet")]
    TimedOut,
}

impl Error {
    /// Copies the message from what `catch_unwind` caught.
    pub(super) fn panicked(payload: &(dyn Any + Send)) -> Self {
        // `panic!("text")` carries a `&str`, `panic!("{n}")` a `String`.
        let text = payload
            .downcast_ref::<&str>()
            .map(ToString::to_string)
            .or_else(|| payload.downcast_ref::<String>().cloned());
        Self::Panicked(text.unwrap_or_else(|| "no message".to_owned()))
    }
}
