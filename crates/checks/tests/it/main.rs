//! Runs `checks` on small workspaces with demos that are shell scripts.
//!
//! Nothing here depends on the real demos.

#![expect(clippy::unwrap_used, reason = "the tests' helpers may panic too")]

mod diff;
mod fixture;
mod list;
mod python;
mod record;
