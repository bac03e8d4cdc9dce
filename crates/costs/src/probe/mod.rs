//! Measurements in a child process that does nothing else.
//!
//! Each prints one line of JSON, as the Python scripts do: names and numbers.
//! The swarm prints what the examples called swarm print, and the waterfall a
//! list of timelines.

use anyhow::Result;
use clap::Subcommand;
use serde::Serialize;

mod fork;
mod handover;
mod own_loop;
mod shared;
mod signals;
mod spin;
mod swarm;
mod units;
pub mod waterfall;

/// One measurement.
#[derive(Subcommand)]
pub enum Probe {
    /// Create and finish units of each kind: nanoseconds for one
    Units,
    /// Let tasks of async-std wait: time, and bytes for one
    Swarm {
        /// How many
        count: u32,
        /// How many seconds each waits
        seconds: u64,
    },
    /// Hand bytes over in each way: nanoseconds
    Handover {
        /// How many
        bytes: usize,
    },
    /// Compute in a thread for each core, and in one: the ratio
    Spin,
    /// Make requests in three models: start and end of each
    Waterfall {
        /// How many
        requests: usize,
    },
}

/// Measures, and prints what was found.
pub fn run(probe: &Probe) -> Result<()> {
    let found = match *probe {
        Probe::Units => units::measure()?,
        Probe::Swarm { count, seconds } => {
            swarm::measure(count, seconds);
            return Ok(());
        }
        Probe::Handover { bytes } => handover::measure(bytes)?,
        Probe::Spin => spin::measure(),
        Probe::Waterfall { requests } => {
            return print(&waterfall::measure(requests)?);
        }
    };
    print(&found)
}

fn print(found: &impl Serialize) -> Result<()> {
    println!("{}", serde_json::to_string(found)?);
    Ok(())
}
