//! What a child of ours measures, in a process that has done nothing else.
//!
//! Each prints one JSON value: as a rule an object, name to number, as the
//! Python scripts do.

use std::collections::BTreeMap;
use std::io::{self, Write};

use anyhow::Result;
use clap::Subcommand;
use serde::Serialize;

mod fork;
mod handover;
mod memory;
mod own_loop;
mod spin;
mod swarm;
mod units;
pub mod waterfall;

/// Names and numbers.
pub type Found = BTreeMap<String, f64>;

/// What there is to measure.
#[derive(Subcommand)]
pub enum Probe {
    /// Create and finish units of each kind: nanoseconds for one
    Units,
    /// Let tasks of async-std wait: elapsed ÷ ideal, and bytes for one
    Swarm {
        /// How many
        count: usize,
        /// How many seconds each waits
        seconds: u64,
    },
    /// Hand bytes over in each way: nanoseconds
    Handover {
        /// How many
        bytes: usize,
    },
    /// Two threads against one: what all cores together can do
    Spin,
    /// Make requests in three models: start and end of each
    Waterfall {
        /// How many
        requests: usize,
    },
}

/// Measures, and prints what it found.
pub fn run(probe: &Probe) -> Result<()> {
    let found = match *probe {
        Probe::Units => units::measure()?,
        Probe::Swarm { count, seconds } => swarm::measure(count, seconds)?,
        Probe::Handover { bytes } => handover::measure(bytes)?,
        Probe::Spin => spin::measure(),
        Probe::Waterfall { requests } => {
            return print(&waterfall::measure(requests)?);
        }
    };
    print(&found)
}

fn print(found: &impl Serialize) -> Result<()> {
    writeln!(io::stdout(), "{}", serde_json::to_string(found)?)?;
    Ok(())
}
