//! Runs the programs, and counts what their sanitizer reports.

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use checks::menu;
use checks::program::{self, Outcome};
use tokio::process::Command;

use crate::report::{Find, Report, Room};
use crate::tool::{Planted, Tool};

/// How long a second of the articles lasts: long enough to keep the examples'
/// lines in order, and no longer.
const SECOND: &str = "0.02";

/// Ten times what the slowest run takes, alone on the machine.
const LIMIT: Duration = Duration::from_secs(120);

/// More than there are cores, so that threads are interrupted at odd moments.
const JOBS: usize = 4;

/// Why the sanitizer can't work on this machine, if it can't.
///
/// To find out, it runs a program in which it has nothing to report.
pub fn obstacle(tool: Tool, bin_dir: &Path) -> Result<Option<String>> {
    let silent = |planted: &&Planted| planted.finding.is_none();
    let Some(planted) = tool.planted().iter().find(silent) else {
        return Ok(None);
    };
    let mut command = command(tool, &bin_dir.join("planted"));
    command.arg(planted.name);
    let outcomes = program::run_all(vec![command], LIMIT, 1)?;
    let mut lines = outcomes.iter().flat_map(|run| run.stderr.lines());
    let reason = lines.find(|line| line.contains(tool.cannot_work()));
    Ok(reason.map(str::to_owned))
}

/// Runs each example of each demo as often as the tool needs, and each tour,
/// which is many examples in one process, once.
pub fn rooms(
    root: &Path,
    bin_dir: &Path,
    report: &mut Report,
    out: &mut impl Write,
) -> Result<()> {
    for menu::Room { name: room, examples, .. } in menu::read(root)? {
        let program = bin_dir.join(&room);
        let mut labels = vec![format!("{room}, the tour")];
        let mut commands = vec![command(report.tool, &program)];
        for menu::Example { name: example, .. } in &examples {
            for _ in 0..report.runs {
                let mut command = command(report.tool, &program);
                command.arg(example);
                // Half a million additions take ten seconds under a sanitizer,
                // and prove no more.
                if example == "prices" {
                    command.args(["--increments", "10000"]);
                }
                labels.push(format!("{room} {example}"));
                commands.push(command);
            }
        }
        let outcomes = program::run_all(commands, LIMIT, JOBS)?;
        let mut row = Room::new(room, examples.len(), outcomes.len());
        for (label, outcome) in labels.iter().zip(&outcomes) {
            row.count(label, outcome, complaints(report.tool, outcome));
        }
        report.add_room(row, out)?;
    }
    Ok(())
}

/// Runs each planted fault as often as an example.
pub fn planted(
    bin_dir: &Path,
    report: &mut Report,
    out: &mut impl Write,
) -> Result<()> {
    for planted in report.tool.planted() {
        let mut commands = Vec::new();
        for _ in 0..report.runs {
            let mut command = command(report.tool, &bin_dir.join("planted"));
            command.arg(planted.name);
            commands.push(command);
        }
        let outcomes = program::run_all(commands, LIMIT, JOBS)?;
        let is_found = |outcome: &&Outcome| match planted.finding {
            Some(finding) => outcome.stderr.contains(finding),
            // It succeeds only if its fault has happened.
            None => outcome.failure.is_some(),
        };
        let found = outcomes.iter().filter(is_found).count();
        report.add_planted(Find { planted, found }, out)?;
    }
    Ok(())
}

fn command(tool: Tool, program: &Path) -> Command {
    let mut command = Command::new(program);
    let (name, value) = tool.options();
    command.env("SECOND", SECOND).env(name, value);
    command
}

fn complaints(tool: Tool, outcome: &Outcome) -> usize {
    let count = |words: &&str| outcome.stderr.matches(*words).count();
    tool.complaints().iter().map(count).sum()
}
