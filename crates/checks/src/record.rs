//! Writes into the chapters what the programs print now, and draws the pictures
//! of their runs.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Result, bail};

use crate::chapter::{self, Session};
use crate::company;
use crate::diff::{Setting, beside_record, python_command, rust_command};
use crate::picture::Picture;
use crate::program::{self, Outcome};
use crate::python::Python;

/// Records the given sessions and pictures: those that differ, or `all` of
/// them. A session is what was printed when its picture was drawn.
///
/// A session that is as in another room has nothing to record.
///
/// # Errors
///
/// Fails if a program does, and leaves all chapters as they are then; or if a
/// chapter can't be written.
pub fn record(
    out: &mut impl Write,
    setting: &Setting,
    sessions: &[&Session],
    pictures: &[&Picture],
    all: bool,
) -> Result<()> {
    let is_recorded_here =
        |it: &&Session| it.as_in.is_none() && it.obstacle().is_none();
    let sessions: Vec<_> =
        sessions.iter().copied().filter(is_recorded_here).collect();
    let mut commands = Vec::new();
    for session in &sessions {
        commands.push((*session, rust_command(setting, session)?));
    }
    let mut outcomes = company::run(setting, commands)?;
    let in_python = counterparts(setting, &sessions)?;
    let mut drawn = Vec::new();
    for picture in pictures {
        let index = sessions.iter().position(|it| picture.is_of(it));
        let differs = index.is_some_and(|index| {
            beside_record(sessions[index], &outcomes[index]).is_unexpected()
        });
        let outcome = draw(setting, picture, !all && !differs)?;
        if let Some(outcome) = outcome {
            writeln!(out, "drawn: {}", picture.words.join(" "))?;
            if let Some(index) = index {
                outcomes[index] = outcome;
                drawn.push(index);
            }
        }
    }

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
            || drawn.contains(&index)
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

/// Runs a picture's program by itself, and draws it; none if it was kept.
fn draw(
    setting: &Setting,
    picture: &Picture,
    keep: bool,
) -> Result<Option<Outcome>> {
    let before = fs::read(&picture.file).ok();
    let label = picture.words.join(" ");
    for _ in 0..ATTEMPTS {
        let command = vec![picture.command(setting, keep)?.into()];
        let outcome = program::run_all(command, setting.limit, 1)?.remove(0);
        if let Some(failure) = &outcome.failure {
            bail!("{label}: {failure}\n{}", outcome.stderr.trim());
        }
        if before.is_some() && before == fs::read(&picture.file).ok() {
            return Ok(None);
        }
        if !outcome.stderr.contains("note: seldom looked at") {
            return Ok(Some(outcome));
        }
    }
    bail!("{label}: other programs leave too little time to look")
}

/// How often a run is drawn that could not be looked at often enough.
const ATTEMPTS: usize = 5;

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
        commands.push((sessions[index], command));
        sites.extend(site);
    }
    let outcomes = company::run(setting, commands)?;
    Ok(with_record.into_iter().zip(outcomes).collect())
}

fn ended_well(session: &Session, outcome: &Outcome) -> Result<()> {
    if let Some(failure) = &outcome.failure {
        bail!("{}: {failure}\n{}", session.label(), outcome.stderr.trim());
    }
    Ok(())
}
