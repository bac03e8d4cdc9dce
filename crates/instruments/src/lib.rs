//! A stopwatch and a meter, for the examples that print time and memory, and
//! marks, for those that draw their tasks.
//!
//! What the first two print varies from run to run, so it goes to stderr.

#![forbid(unsafe_code)]

pub mod marks;
mod meter;
mod stopwatch;

pub use meter::Meter;
pub use stopwatch::Stopwatch;

/// Prints a line on stderr, as `eprintln!` does, but never panics.
///
/// That stderr is full, or that its reader has gone, changes nothing else.
#[macro_export]
macro_rules! note {
    ($($text:tt)*) => {{
        use std::io::Write;
        writeln!(std::io::stderr(), $($text)*).unwrap_or_default();
    }};
}
