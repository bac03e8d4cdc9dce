//! Writes into the chapters what the Rust programs print now.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use anyhow::{Result, bail};

use crate::chapter::{self, Session};
use crate::diff::{Setting, beside_record, rust_command};
use crate::program;

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

    let mut chapters: BTreeMap<&Path, Vec<_>> = BTreeMap::new();
    for (&session, outcome) in sessions.iter().zip(&outcomes) {
        if let Some(failure) = &outcome.failure {
            bail!("{}: {failure}\n{}", session.label(), outcome.stderr.trim());
        }
        if all || beside_record(session, outcome).is_unexpected() {
            let chapter = chapters.entry(&session.chapter).or_default();
            chapter.push((session, outcome.stdout.as_str()));
        }
    }
    for (chapter, outputs) in chapters {
        chapter::rewrite(chapter, &outputs)?;
        for (session, _) in outputs {
            writeln!(out, "recorded: {}", session.label())?;
        }
    }
    Ok(())
}
