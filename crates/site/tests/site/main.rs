//! Talks to the site over plain sockets, as its clients do.

mod binary;
mod client;
mod counters;
mod hostile;
mod pages;
mod stopping;
