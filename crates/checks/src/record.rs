//! Writes into the chapters what the programs print now.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use anyhow::{Result, bail};

use crate::chapter::{self, Session};
use crate::diff::{Setting, beside_record, python_command, rust_command};
use crate::program::{self, Outcome};
use crate::python::Python;

/// Records the given sessions: those that differ, or `all` of them.
///
/// # Errors
///
/// Fails if a program does, and leaves all chapters as they are then; or if a
/// chapter can't be written.
pub fn record(
    out: &mut impl Write,
    setting: &Setting,
    sessions: &[&Session],
    all: bool,
) -> Result<()> {
    let mut commands = Vec::new();
    for session in sessions {
        commands.push(rust_command(setting, session)?.into());
    }
    let outcomes = program::run_all(commands, setting.limit, setting.jobs)?;
    let in_python = counterparts(setting, sessions)?;

    let mut chapters: BTreeMap<&Path, Vec<_>> = BTreeMap::new();
    for (index, (&session, outcome)) in
        sessions.iter().zip(&outcomes).enumerate()
    {
        ended_well(session, outcome)?;
        let python = in_python.get(&index);
        if let Some(python) = python {
            ended_well(session, python)?;
        }
        let python = python.map(|outcome| outcome.stdout.as_str());
        let own = session.python.as_ref().map(|own| own.text.as_str());
        if all
            || beside_record(session, outcome).is_unexpected()
            || python != own
        {
            let chapter = chapters.entry(&session.chapter).or_default();
            chapter.push((session, outcome.stdout.as_str(), python));
        }
    }
    for (chapter, outputs) in chapters {
        chapter::rewrite(chapter, &outputs)?;
        for (session, ..) in outputs {
            writeln!(out, "recorded: {}", session.label())?;
        }
    }
    Ok(())
}

/// Runs the counterparts that have a record of their own, by index.
fn counterparts(
    setting: &Setting,
    sessions: &[&Session],
) -> Result<BTreeMap<usize, Outcome>> {
    let with_record: Vec<_> = (0..sessions.len())
        .filter(|&index| sessions[index].python.is_some())
        .collect();
    if with_record.is_empty() {
        return Ok(BTreeMap::new());
    }
    let python = Python::prepare(&setting.root, &setting.target())?;
    let (mut commands, mut sites) = (Vec::new(), Vec::new());
    for &index in &with_record {
        let (command, site) =
            python_command(setting, &python, sessions[index])?;
        commands.push(command.into());
        sites.extend(site);
    }
    let outcomes = program::run_all(commands, setting.limit, setting.jobs)?;
    Ok(with_record.into_iter().zip(outcomes).collect())
}

fn ended_well(session: &Session, outcome: &Outcome) -> Result<()> {
    if let Some(failure) = &outcome.failure {
        bail!("{}: {failure}\n{}", session.label(), outcome.stderr.trim());
    }
    Ok(())
}
