//! Runs the sessions and compares what comes out.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, ensure};
use site::Site;

use crate::chapter::Session;
use crate::company;
use crate::program::Outcome;
use crate::python::Python;
use crate::rules::{self, Column, Relation};

/// Where the programs are, and how they are run.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The workspace.
    pub root: PathBuf,
    /// The folder of the demos' binaries.
    pub bin_dir: PathBuf,
    /// How many seconds one second of the articles lasts, for all programs.
    pub second: String,
    /// How long a program may take.
    pub limit: Duration,
    /// How many programs run at once.
    pub jobs: usize,
    /// Whether `lanes` runs them, and draws each, where there is `/proc`: what
    /// they print must be the same.
    pub observed: bool,
}

impl Setting {
    /// The target folder, where the Python environment is.
    pub fn target(&self) -> PathBuf {
        self.bin_dir.parent().unwrap_or(&self.bin_dir).to_owned()
    }

    /// The command, or `lanes` with it if the programs are observed.
    fn observer(&self, session: &Session, command: Command) -> Result<Command> {
        // An experiment counts what an observer would change.
        let is_alone = session.room == rules::CLAIMS;
        if !self.observed || is_alone || !cfg!(target_os = "linux") {
            return Ok(command);
        }
        let mut lanes = Command::new(program(&self.bin_dir, "lanes")?);
        lanes.arg("--").arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => lanes.env(name, value),
                None => lanes.env_remove(name),
            };
        }
        Ok(lanes)
    }

    /// A site for an example's counterpart, if it needs one and the environment
    /// names none.
    ///
    /// # Errors
    ///
    /// If it can't be started.
    pub fn site_unless_named(&self, example: &str) -> Result<Option<Site>> {
        match env::var_os("SITE") {
            None if rules::needs_site(example) => self.site().map(Some),
            _ => Ok(None),
        }
    }

    /// A local site at this pace.
    ///
    /// # Errors
    ///
    /// If it can't be started.
    pub fn site(&self) -> Result<Site> {
        let second = Duration::from_secs_f64(self.second.parse()?);
        Ok(site::start(second)?)
    }
}

/// A session and how it fared.
#[derive(Debug)]
pub struct Row {
    /// Whether it was run again, at a slower pace, because something differed.
    pub repeated: bool,
    /// How many seconds one second of the articles lasted.
    pub second: f64,
    /// The example, as the chapter shows it.
    pub session: Session,
    /// What the Rust program did.
    pub rust: Outcome,
    /// One for each [`Column`], in that order.
    pub cells: [Cell; 3],
}

/// One field of the table.
#[derive(Debug)]
pub enum Cell {
    /// There are two texts.
    Compared(Comparison),
    /// The counterpart can't be run here, for this reason.
    Skipped(String),
    /// The session can't be had here, for this reason.
    Absent(&'static str),
    /// One side has failed, which another column reports.
    NotCompared,
    /// The others of the family are compared with this one.
    First,
    /// There is no counterpart, or no other model.
    None,
}

/// What the Rust program printed, beside something else.
#[derive(Debug)]
pub struct Comparison {
    /// What it is compared with, by name.
    pub with: String,
    /// That text, masked.
    pub theirs: String,
    /// The Rust program's text, masked.
    pub ours: String,
    /// How the texts relate.
    pub relation: Relation,
    /// Whether they may relate so.
    pub accepted: bool,
    /// The exit status, for instance, if the program did not end well: in
    /// the column Python the counterpart, else the Rust program.
    pub failure: Option<String>,
    /// What that program said on stderr.
    pub stderr: String,
}

impl Comparison {
    /// Whether this is an error.
    pub fn is_unexpected(&self) -> bool {
        !self.accepted || self.failure.is_some()
    }
}

impl Row {
    /// Whether programs that ended well have printed something else.
    fn may_depend_on_the_pace(&self) -> bool {
        let unexpected: Vec<_> = self.unexpected().collect();
        !unexpected.is_empty()
            && self.session.room != rules::CLAIMS
            && unexpected.iter().all(|(_, it)| it.failure.is_none())
    }

    /// A session that can't be had here.
    fn absent(session: &Session, second: f64) -> Self {
        let reason = session.obstacle().unwrap_or_default();
        Self {
            repeated: false,
            second,
            session: session.clone(),
            rust: Outcome::default(),
            cells: [Cell::Absent(reason), Cell::None, Cell::None],
        }
    }

    /// The columns where something is wrong.
    pub fn unexpected(&self) -> impl Iterator<Item = (Column, &Comparison)> {
        Column::ALL.into_iter().zip(&self.cells).filter_map(|(column, cell)| {
            match cell {
                Cell::Compared(it) if it.is_unexpected() => Some((column, it)),
                _ => None,
            }
        })
    }
}

/// Compares the chosen sessions with record, counterpart and family.
///
/// The first of a family is run even if it isn't chosen. Where something is
/// not as expected, the programs may have had too little of the machine for
/// their pace, so they run once more at a slower one, and that counts.
///
/// # Errors
///
/// Fails if a program is missing or can't be started.
pub fn compare(
    setting: &Setting,
    sessions: &[Session],
    chosen: &[usize],
) -> Result<Vec<Row>> {
    let mut rows = compare_once(setting, sessions, chosen)?;
    let again: Vec<_> = (0..rows.len())
        .filter(|&row| rows[row].may_depend_on_the_pace())
        .collect();
    if !again.is_empty() {
        let second: f64 = setting.second.parse()?;
        let slower = Setting {
            second: (SLOWER * second).min(60.0).to_string(),
            jobs: AT_A_SLOWER_PACE,
            ..setting.clone()
        };
        let chosen: Vec<_> = again.iter().map(|&row| chosen[row]).collect();
        let repeated = compare_once(&slower, sessions, &chosen)?;
        for (index, row) in again.into_iter().zip(repeated) {
            rows[index] = Row { repeated: true, ..row };
        }
    }
    Ok(rows)
}

/// How much slower the second run is, and how many programs run at once then.
const SLOWER: f64 = 5.0;
const AT_A_SLOWER_PACE: usize = 4;

fn compare_once(
    setting: &Setting,
    sessions: &[Session],
    chosen: &[usize],
) -> Result<Vec<Row>> {
    let first = |&index: &usize| rules::first_of_family(sessions, index);
    let mut in_rust: BTreeSet<_> = chosen.iter().filter_map(first).collect();
    in_rust.extend(chosen);
    let absent = |index: &usize| sessions[*index].obstacle();
    in_rust.retain(|index| absent(index).is_none());
    let in_python: Vec<_> = chosen
        .iter()
        .copied()
        .filter(|index| absent(index).is_none())
        .filter(|&index| counterpart(setting, &sessions[index]).exists())
        .collect();

    // Rust first: its programs sleep already while Python still starts.
    let mut commands = Vec::new();
    for &index in &in_rust {
        let command = rust_command(setting, &sessions[index])?;
        let command = setting.observer(&sessions[index], command)?;
        commands.push((&sessions[index], command));
    }
    let python = Python::prepare(&setting.root, &setting.target());
    let second = setting.second.parse()?;
    let mut sites = Vec::new(); // each serves until all have been run
    if let Ok(python) = &python {
        for &index in &in_python {
            let (command, site) =
                python_command(setting, python, &sessions[index])?;
            sites.extend(site);
            let command = setting.observer(&sessions[index], command)?;
            commands.push((&sessions[index], command));
        }
    }
    let mut outcomes = company::run(setting, commands)?.into_iter();
    let rust: BTreeMap<_, _> =
        in_rust.into_iter().zip(outcomes.by_ref()).collect();
    // Without Python this is empty, for no outcomes are left.
    let counterparts: BTreeMap<_, _> =
        in_python.iter().copied().zip(outcomes).collect();

    let row = |&index: &usize| {
        let session = &sessions[index];
        let Some(outcome) = rust.get(&index) else {
            return Row::absent(session, second);
        };
        let in_python = match &python {
            Err(error) if in_python.contains(&index) => {
                Cell::Skipped(format!("{error:#}"))
            }
            Ok(python) if in_python.contains(&index) => {
                beside_python(python, session, outcome, &counterparts[&index])
            }
            _ => Cell::None,
        };
        let across_models = match first(&index) {
            None => Cell::None,
            Some(first) if first == index => Cell::First,
            Some(first) => {
                let sibling = &sessions[first];
                beside_sibling(session, outcome, sibling, &rust[&first])
            }
        };
        Row {
            repeated: false,
            second,
            session: session.clone(),
            rust: outcome.clone(),
            cells: [
                Cell::Compared(beside_record(session, outcome)),
                in_python,
                across_models,
            ],
        }
    };
    Ok(chosen.iter().map(row).collect())
}

/// Compares an outcome with what the chapter shows.
pub(crate) fn beside_record(session: &Session, rust: &Outcome) -> Comparison {
    let mut comparison = related(
        Column::Recorded,
        (session, &rust.stdout),
        (session, &session.recorded),
    );
    comparison.with = match &session.as_in {
        Some(room) => format!("recorded in {room}"),
        None => "recorded".into(),
    };
    comparison.failure = rust.failure.clone();
    comparison.stderr = rust.stderr.clone();
    comparison
}

fn beside_python(
    python: &Python,
    session: &Session,
    rust: &Outcome,
    counterpart: &Outcome,
) -> Cell {
    if counterpart.failure.is_some() {
        if let Some(reason) = python.lacks(&counterpart.stderr) {
            return Cell::Skipped(reason);
        }
    } else if rust.failure.is_some() {
        return Cell::NotCompared;
    }
    let mut comparison = beside_own_record(session, rust, counterpart);
    comparison.failure = counterpart.failure.clone();
    comparison.stderr = counterpart.stderr.clone();
    Cell::Compared(comparison)
}

/// Compares a counterpart with Rust, or with its own record if it has one.
fn beside_own_record(
    session: &Session,
    rust: &Outcome,
    counterpart: &Outcome,
) -> Comparison {
    let theirs = (session, &*counterpart.stdout);
    let mut comparison =
        related(Column::Python, (session, &rust.stdout), theirs);
    comparison.with = "Python".into();
    if let Some(own) = &session.python {
        let beside_record =
            related(Column::Python, (session, &own.text), theirs);
        if beside_record.is_unexpected() {
            let with = "Python now, and its record".into();
            comparison = Comparison { with, ..beside_record };
        } else if comparison.is_unexpected() {
            comparison.relation = Relation::AsRecorded;
            comparison.accepted = true;
        }
    }
    comparison
}

fn beside_sibling(
    session: &Session,
    rust: &Outcome,
    sibling: &Session,
    its: &Outcome,
) -> Cell {
    if rust.failure.is_some() || its.failure.is_some() {
        return Cell::NotCompared;
    }
    Cell::Compared(related(
        Column::Models,
        (session, &rust.stdout),
        (sibling, &its.stdout),
    ))
}

/// Masks and relates two outputs, each with the session it comes from.
fn related(
    column: Column,
    (session, ours): (&Session, &str),
    (other, theirs): (&Session, &str),
) -> Comparison {
    let ours = rules::mask(ours, session, column);
    let theirs = rules::mask(theirs, other, column);
    let relation = Relation::of(&theirs, &ours);
    Comparison {
        with: other.label(),
        theirs: theirs.text,
        ours: ours.text,
        relation,
        accepted: column.accepts(relation, session.order),
        failure: None,
        stderr: String::new(),
    }
}

/// The path of a demo's program.
///
/// # Errors
///
/// Fails if it isn't built yet.
pub fn program(bin_dir: &Path, room: &str) -> Result<PathBuf> {
    let program = bin_dir.join(room);
    ensure!(
        program.exists(),
        "there is no {}; build first: cargo build --bins",
        program.display()
    );
    Ok(program)
}

/// The command that runs a session's Rust program.
pub(crate) fn rust_command(
    setting: &Setting,
    session: &Session,
) -> Result<Command> {
    let mut command = Command::new(program(&setting.bin_dir, &session.room)?);
    command.arg(&session.example).args(&session.args);
    command.env("SECOND", &setting.second);
    Ok(command)
}

/// The command that runs a session's counterpart, and the site it may need.
pub(crate) fn python_command(
    setting: &Setting,
    python: &Python,
    session: &Session,
) -> Result<(Command, Option<Site>)> {
    let mut command = python.command(&counterpart(setting, session));
    command.args(&session.args).env("SECOND", &setting.second);
    let mut site = None;
    if rules::needs_site(&session.example) {
        let site = site.insert(setting.site()?);
        command.env("SITE", site.url(""));
    }
    Ok((command, site))
}

/// Where a session's counterpart is, if there is one.
pub(crate) fn counterpart(setting: &Setting, session: &Session) -> PathBuf {
    let file = session.example.replace('-', "_") + ".py";
    let room = setting.root.join("crates").join(&session.room);
    room.join("python").join(file)
}
