//! The faults, a module for each class, and which examples get which.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Result;

use super::case::Case;
use super::menu::{Example, Room};

mod environment;
mod limits;
mod network;
pub mod output;
pub mod signals;
mod sizes;
pub mod values;
mod workers;

/// All cases for these demos. If `quick`, one for each fault and demo.
pub fn all(rooms: &[Room], quick: bool) -> Result<Vec<Case>> {
    let servers = network::Servers::start()?;
    let mut cases = Vec::new();
    for room in rooms {
        let mut all = Vec::new();
        for example in &room.examples {
            all.extend(output::cases(example));
            all.extend(signals::cases(example));
            all.extend(workers::cases(example));
            all.extend(sizes::cases(example));
            all.extend(environment::cases(example));
            all.extend(limits::cases(example));
            all.extend(network::cases(example, &servers));
        }
        for (example, arguments) in room.examples.iter().zip(&room.arguments) {
            all.extend(values::cases(example, arguments));
        }
        all.extend(output::tour(&room.tour));
        all.extend(signals::tour(&room.tour));
        cases.extend(if quick { one_of_each(all) } else { all });
    }
    Ok(cases)
}

/// One case for each fault, each time with another example.
fn one_of_each(cases: Vec<Case>) -> Vec<Case> {
    let mut order = Vec::new();
    let mut by_fault = BTreeMap::<_, Vec<_>>::new();
    for case in cases {
        let fault = (case.class, case.fault.clone());
        let same = by_fault.entry(fault.clone()).or_default();
        if same.is_empty() {
            order.push(fault);
        }
        same.push(case);
    }
    let mut chosen = Vec::new();
    for (turn, fault) in order.iter().enumerate() {
        let mut same = by_fault.remove(fault).unwrap_or_default();
        chosen.push(same.swap_remove(turn % same.len()));
    }
    chosen
}

/// Whether an example waits, so that a long second makes it last.
fn waits(example: &Example) -> bool {
    const WAITING: [&str; 11] = [
        "greeter",
        "workers",
        "swarm",
        "fetch-urls",
        "download-sites",
        "say-after",
        "hello-world",
        "as-completed",
        "wait",
        "blocking",
        "future-",
    ];
    // These futures wait only for each other, not for a time.
    const AT_ONCE: [&str; 2] = ["future-await", "future-callbacks"];
    let name = example.name.as_deref().unwrap_or_default();
    WAITING.iter().any(|start| name.starts_with(start))
        && !AT_ONCE.contains(&name)
}

/// Whether an example fetches pages, and takes time limits for that.
fn fetches(example: &Example) -> bool {
    example.is("fetch-urls") || example.is("download-sites")
}

/// Whether an example is of this demo, and its name begins like this.
fn is(example: &Arc<Example>, room: &str, name: &str) -> bool {
    example.room == room
        && example.name.as_ref().is_some_and(|it| it.starts_with(name))
}
