//! The faults, a module for each class, and which examples get which.

use std::collections::BTreeMap;
use std::process::Command;

use anyhow::Result;

use crate::case::Case;
use crate::menu::Entry;

mod calls;
mod environment;
mod limits;
mod network;
mod output;
mod signals;
mod sizes;
mod values;
mod workers;

/// All cases for these examples. If `quick`, one for each fault and demo, and
/// those that are always run.
pub fn all(entries: &[Entry], quick: bool) -> Result<Vec<Case>> {
    let servers = network::Servers::start()?;
    let strace = Command::new("strace").arg("--version").output().is_ok();
    let mut cases = Vec::new();
    for room in entries.chunk_by(|a, b| a.example.room == b.example.room) {
        let mut all = Vec::new();
        for Entry { example, arguments } in room {
            all.extend(values::cases(example, arguments));
            if example.name.is_none() {
                all.extend(output::tour(example));
                all.extend(signals::tour(example));
                all.extend(values::tour(example));
                continue;
            }
            all.extend(output::cases(example));
            all.extend(signals::cases(example));
            all.extend(workers::cases(example));
            all.extend(sizes::cases(example));
            all.extend(environment::cases(example));
            all.extend(limits::cases(example));
            all.extend(network::cases(example, &servers));
            // Each takes a tenth of a second: too long for the quick run.
            if strace && !quick {
                all.extend(calls::cases(example));
            }
        }
        cases.extend(if quick { one_of_each(all) } else { all });
    }
    cases.retain(|case| cfg!(target_os = "linux") || !case.needs_linux());
    Ok(cases)
}

/// One case for each fault, each time with another example.
fn one_of_each(cases: Vec<Case>) -> Vec<Case> {
    let (mut chosen, others): (Vec<_>, Vec<_>) =
        cases.into_iter().partition(|case| case.always);
    let mut order = Vec::new();
    let mut by_fault = BTreeMap::<_, Vec<_>>::new();
    for case in others {
        let fault = (case.class, case.fault.clone());
        let same = by_fault.entry(fault.clone()).or_default();
        if same.is_empty() {
            order.push(fault);
        }
        same.push(case);
    }
    for (turn, fault) in order.iter().enumerate() {
        let mut same = by_fault.remove(fault).unwrap_or_default();
        chosen.push(same.swap_remove(turn % same.len()));
    }
    chosen
}
