//! The locks and channels that futures and the queue are made of.
//!
//! `crates/interleavings` puts loom's in their place, and explores all
//! interleavings.

pub use std::sync::{Arc, Condvar, Mutex, MutexGuard, mpsc};
