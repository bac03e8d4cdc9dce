//! Runs the measurements: interleaved, and repeated where disturbed.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use checks::one_core::OneCore;
use checks::program::{self, Outcome};
use checks::progress;
use checks::python::Python;

use crate::figures::{Key, Question, Samples};
use crate::quiet::Watch;

/// Does one repetition of a measurement, and returns its readings.
pub type Job<'a> = Box<dyn Fn() -> Result<Vec<Reading>> + 'a>;

/// A figure, measured once.
pub type Reading = (Key, f64);

/// Measurements that are repeated in turn, so that a change on this machine
/// affects all of them alike.
pub struct Section<'a> {
    /// The question that it helps to answer.
    pub question: Question,
    /// How often each job is done, within the time budget.
    pub rounds: usize,
    /// The name of each job, and the job.
    pub jobs: Vec<(String, Job<'a>)>,
}

/// A measurement that is not possible here, and why.
#[derive(Debug)]
pub struct Missing(pub String);

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Missing {}

/// How often a disturbed repetition is tried again.
const RETRIES: usize = 2;

/// Does all jobs of all sections. After `budget`, no job is repeated.
///
/// Returns the samples, and for each question and each reason a line that says
/// which jobs were skipped.
pub fn run(
    sections: Vec<Section<'_>>,
    budget: Duration,
) -> Result<(Samples, Vec<(Question, String)>)> {
    let start = Instant::now();
    let counts = sections.iter().map(|it| it.rounds * it.jobs.len());
    let progress = progress::bar(counts.sum::<usize>().try_into()?);
    let mut samples = Samples::default();
    let mut skipped: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for mut section in sections {
        for round in 0..section.rounds {
            let mut possible = Vec::new();
            for (name, job) in section.jobs {
                progress.set_message(format!("{}: {name}", section.question));
                let late = || start.elapsed() > budget;
                if round > 0 && late() {
                    continue;
                }
                match attempt(&job, if late() { 0 } else { RETRIES }) {
                    Ok((readings, disturbed)) => {
                        for (key, value) in readings {
                            samples.add(key, value, disturbed);
                        }
                        possible.push((name, job));
                    }
                    Err(error) if error.is::<Missing>() => {
                        let reason = (section.question, error.to_string());
                        skipped.entry(reason).or_default().push(name);
                    }
                    Err(error) => return Err(error.context(name)),
                }
                progress.inc(1);
            }
            section.jobs = possible;
        }
    }
    let skipped = skipped.into_iter().map(|((question, reason), jobs)| {
        (question, format!("{}: {reason}", jobs.join(", ")))
    });
    Ok((samples, skipped.collect()))
}

/// Does a job, and again while it is disturbed, `retries` times at most.
fn attempt(job: &Job<'_>, retries: usize) -> Result<(Vec<Reading>, bool)> {
    for retry in 0.. {
        let watch = Watch::start()?;
        let readings = job()?;
        let disturbed = watch.was_disturbed()?;
        if !disturbed || retry == retries {
            return Ok((readings, disturbed));
        }
    }
    unreachable!("the last retry returns")
}

/// Where the programs are that are measured.
pub struct Place {
    /// The workspace.
    pub root: PathBuf,
    /// The folder of the demos' binaries, and of this program's.
    pub bin_dir: PathBuf,
    /// A temporary folder.
    pub scratch: PathBuf,
    /// The interpreter of the counterparts, or why there is none.
    pub python: Result<Python, String>,
}

impl Place {
    /// A command that runs this program as a probe.
    pub fn probe<'a>(
        &self,
        args: impl IntoIterator<Item = &'a str>,
    ) -> Command {
        let mut command = Command::new(self.bin_dir.join("costs"));
        command.arg("probe").args(args);
        command
    }

    /// A command that runs an example.
    pub fn demo<'a>(
        &self,
        demo: &str,
        args: impl IntoIterator<Item = &'a str>,
    ) -> Command {
        let mut command = Command::new(self.bin_dir.join(demo));
        command.args(args).env_remove("SECOND");
        command
    }

    /// A command that runs a Python script of the workspace.
    pub fn script<'a>(
        &self,
        path: &str,
        args: impl IntoIterator<Item = &'a str>,
    ) -> Result<Command> {
        let python = self.python.as_ref();
        let python = python.map_err(|error| Missing(error.clone()))?;
        let mut command = python.command(&self.root.join("crates").join(path));
        command.args(args).env_remove("SECOND");
        Ok(command)
    }

    /// Runs a command to its end. If it fails, the measurement is missing.
    pub fn run(&self, command: Command) -> Result<Outcome> {
        Ok(self.run_all(vec![command])?.remove(0))
    }

    /// The same, on one core.
    pub fn run_on_one_core(&self, command: Command) -> Result<Outcome> {
        let _one = OneCore::new().map_err(|e| Missing(e.to_string()))?;
        self.run(command)
    }

    /// Runs commands side by side.
    pub fn run_all(&self, commands: Vec<Command>) -> Result<Vec<Outcome>> {
        for program in commands.iter().map(Command::get_program) {
            let program = Path::new(program);
            if program.is_absolute() && !program.exists() {
                let program = program.display();
                bail!(Missing(format!("{program} is not built")));
            }
        }
        let jobs = commands.len();
        let commands = commands.into_iter().map(Into::into).collect();
        let outcomes = program::run_all(commands, LIMIT, jobs)?;
        for outcome in &outcomes {
            if let Some(failure) = &outcome.failure {
                let reason = outcome.stderr.lines().last();
                bail!(Missing(reason.unwrap_or(failure).to_owned()));
            }
        }
        Ok(outcomes)
    }
}

/// Even a build from nothing takes less, also on busy cores.
const LIMIT: Duration = Duration::from_secs(600);

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::figures::Measure;

    #[test]
    fn a_missing_measurement_is_reported_once() {
        let count = Cell::new(0);
        let possible = || {
            count.set(count.get() + 1);
            Ok(vec![(Key::new(Measure::Create, "possible"), 1.0)])
        };
        let impossible = || bail!(Missing("not here".into()));
        let section = Section {
            question: Question::Units,
            rounds: 3,
            jobs: vec![
                ("possible".into(), Box::new(possible)),
                ("impossible".into(), Box::new(impossible)),
            ],
        };
        let (samples, skipped) =
            run(vec![section], Duration::from_secs(3600)).unwrap();
        assert_eq!(samples.figures().len(), 1);
        let reason = "impossible: not here".to_owned();
        assert_eq!(skipped, [(Question::Units, reason)]);
        assert!(count.get() >= 3, "the possible job is repeated");
    }
}
