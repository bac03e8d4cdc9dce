//! What the demos promise, seen from outside: their programs are run.

#![expect(clippy::unwrap_used, reason = "the tests' helpers may panic too")]

mod arguments;
mod demo;
mod futures;
mod hostile;
mod house;
mod models;
mod network;
mod output;
mod ports;
mod processes;
mod race;
mod sizes;
mod tour;
