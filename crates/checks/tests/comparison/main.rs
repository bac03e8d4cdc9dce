//! Runs `checks` on small workspaces with demos that are shell scripts.
//!
//! Nothing here depends on the real demos.

mod claims;
mod diff;
mod fixture;
mod list;
mod python;
mod record;
mod soak;
