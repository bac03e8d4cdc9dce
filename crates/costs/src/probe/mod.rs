//! What a child of ours measures, in a process that has done nothing else.
//!
//! Each prints one JSON object, name to number, as the Python scripts do.

use std::collections::BTreeMap;
use std::io::{self, Write};

use anyhow::Result;
use clap::Subcommand;

mod fork;
mod handover;
mod memory;
mod own_loop;
mod spin;
mod swarm;
mod units;

/// Names and numbers.
pub type Found = BTreeMap<String, f64>;

/// What there is to measure.
#[derive(Subcommand)]
pub enum Probe {
    /// Create and finish units of each kind: nanoseconds for one
    Units,
    /// Let units of one kind wait: elapsed ÷ ideal, and bytes for one
    Swarm {
        /// The kind
        unit: swarm::Unit,
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
}

/// Measures, and prints what it found.
pub fn run(probe: &Probe) -> Result<()> {
    let found = match *probe {
        Probe::Units => units::measure()?,
        Probe::Swarm { unit, count, seconds } => {
            swarm::measure(unit, count, seconds)?
        }
        Probe::Handover { bytes } => handover::measure(bytes)?,
        Probe::Spin => spin::measure(),
    };
    writeln!(io::stdout(), "{}", serde_json::to_string(&found)?)?;
    Ok(())
}
