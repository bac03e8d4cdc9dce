//! Talks to the site over plain sockets, as its clients do.

#![expect(clippy::unwrap_used, reason = "the tests' helpers may panic too")]

mod binary;
mod client;
mod counters;
mod hostile;
mod pages;
mod stopping;
