//! What futures and the queue are made of: locks and channels.
//!
//! The models in `crates/models` put loom's here, which try every schedule.

pub use std::sync::{Arc, Condvar, Mutex, MutexGuard, mpsc};
