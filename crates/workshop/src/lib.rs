//! The exercises of the workshop, and what they use from the rooms.

pub mod exercises;
pub mod folder;

/// The children of room 03, for its exercise.
#[cfg(unix)]
#[path = "../../03-multiprocess-fork/src/child.rs"]
pub mod child;
