//! What the demos promise, seen from outside: their programs are run.

#![expect(clippy::unwrap_used, reason = "the tests' helpers may panic too")]

mod arguments;
mod demo;
mod house;
mod output;
mod processes;
mod race;
mod sizes;
mod tour;
