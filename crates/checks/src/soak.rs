//! Runs each example very often: alone, on one core, and beside a load; or
//! under a sanitizer.
//!
//! What goes wrong once in a hundred times is wrong. A run counts as bad if it
//! hangs, fails, or prints something else than the chapter shows. Under a
//! sanitizer, a run is bad if it hangs or fails, or if the sanitizer reports
//! anything; with a planted fault, if the sanitizer does not report that.

use std::time::{Duration, Instant};

use anyhow::Result;
use indicatif::ProgressBar;
use tokio::process::Command;

use crate::chapter::{Needs, Session};
use crate::company::Company;
use crate::diff::{self, Setting};
use crate::program::{self, Outcome};
use crate::progress;
use crate::report::plural;
use crate::rules;
use crate::sanitizer::{PLANTED, Planted, Sanitizer};
use crate::table::Table;

/// Programs that run again and again, and how they fared.
#[derive(Debug)]
pub struct Soak<'a> {
    sanitizer: Option<Sanitizer>,
    companies: &'static [Company],
    jobs: Vec<Job<'a>>,
    took: Duration,
}

/// A program with its arguments.
#[derive(Debug)]
struct Job<'a> {
    /// The demo, or `planted`.
    program: &'a str,
    /// None for a tour.
    args: Vec<&'a str>,
    expected: Expected<'a>,
    /// In how many rounds it runs.
    rounds: u32,
    runs: usize,
    bad: Vec<Bad>,
}

#[derive(Clone, Copy, Debug)]
enum Expected<'a> {
    /// What the chapter shows.
    Record(&'a Session),
    /// A good end, and no report.
    Silence(Sanitizer),
    /// A report, or none if this fault can't be seen.
    Planted(Sanitizer, &'static Planted),
}

/// A bad run.
#[derive(Debug)]
struct Bad {
    /// Which run it was, and what was wrong.
    line: String,
    /// What the program printed.
    output: String,
}

impl<'a> Soak<'a> {
    /// These sessions, so many times in each of three companies.
    pub fn of_sessions(sessions: &[&'a Session], times: u32) -> Self {
        let here = sessions.iter().filter(|it| it.obstacle().is_none());
        let jobs = here.map(|session| {
            let args = session.args.iter().map(String::as_str);
            let args = [&*session.example].into_iter().chain(args).collect();
            Job::new(&session.room, args, Expected::Record(session), times)
        });
        Self {
            sanitizer: None,
            companies: &[Company::Alone, Company::Pinned, Company::Loaded],
            jobs: jobs.collect(),
            took: Duration::ZERO,
        }
    }

    /// The examples of these sessions, so many times under a sanitizer, with
    /// their default arguments; and each planted fault as often. Where a room
    /// was chosen as a whole, its tour, once: many examples in one process.
    pub fn under(
        sanitizer: Sanitizer,
        all: &[Session],
        chosen: &[&'a Session],
        times: u32,
    ) -> Self {
        let silence = Expected::Silence(sanitizer);
        let mut jobs = Vec::new();
        for sessions in chosen.chunk_by(|a, b| a.room == b.room) {
            let room = &sessions[0].room;
            let in_room = all.iter().filter(|it| it.room == *room).count();
            if sessions.len() == in_room {
                jobs.push(Job::new(room, Vec::new(), silence, 1));
            }
            let examples = sessions.iter().map(|it| &*it.example);
            let mut examples: Vec<_> = examples.collect();
            examples.dedup();
            for example in examples {
                let args = match example {
                    // Half a million additions take ten seconds under a
                    // sanitizer, and prove no more.
                    "prices" => vec![example, "--increments", "10000"],
                    _ => vec![example],
                };
                jobs.push(Job::new(room, args, silence, times));
            }
        }
        jobs.extend(sanitizer.planted().iter().map(|fault| {
            let expected = Expected::Planted(sanitizer, fault);
            Job::new(PLANTED, vec![fault.name], expected, times)
        }));
        Self {
            sanitizer: Some(sanitizer),
            companies: &[Company::Crowded],
            jobs,
            took: Duration::ZERO,
        }
    }

    /// Runs all of them.
    ///
    /// # Errors
    ///
    /// Fails if a program is missing or can't be started.
    pub fn run(&mut self, setting: &Setting) -> Result<()> {
        let start = Instant::now();
        let rounds = self.jobs.iter().map(|job| job.rounds);
        let last = rounds.clone().max().unwrap_or_default();
        let runs = rounds.map(u64::from).sum::<u64>();
        let bar = progress::bar(runs * self.companies.len() as u64);
        for company in self.companies {
            let _gathered = company.gather()?;
            for round in 1..=last {
                self.run_round(setting, *company, round, &bar)?;
            }
        }
        self.took = start.elapsed();
        Ok(())
    }

    /// Runs one program with all its arguments, then the next program.
    fn run_round(
        &mut self,
        setting: &Setting,
        company: Company,
        round: u32,
        bar: &ProgressBar,
    ) -> Result<()> {
        let is_due = |job: &&mut Job<'_>| {
            round <= job.rounds && job.is_possible(company)
        };
        let due = self.jobs.iter_mut().filter(is_due);
        let mut due: Vec<_> = due.collect();
        for jobs in due.chunk_by_mut(|a, b| a.program == b.program) {
            bar.set_message(format!("{}, {company}", jobs[0].program));
            let commands = jobs.iter().map(|job| job.command(setting));
            let commands = commands.collect::<Result<_>>()?;
            let at_once = match jobs[0].program {
                rules::CLAIMS => 1,
                _ => company.jobs(),
            };
            let outcomes = program::run_all(commands, setting.limit, at_once)?;
            for (job, outcome) in jobs.iter_mut().zip(&outcomes) {
                job.count(&format!("{company}, run {round}"), outcome);
            }
            bar.inc(jobs.len() as u64);
        }
        Ok(())
    }

    /// Whether no run was bad.
    pub fn passed(&self) -> bool {
        self.bad().next().is_none()
    }

    /// All figures in one line.
    pub fn verdict(&self) -> String {
        let Counts { examples, runs, bad } = Counts::of(self.of_demos());
        let runs = plural(runs, "run");
        let examples = plural(examples, "example");
        let mut words = format!("{runs} of {examples}, {bad} bad");
        if let Some(sanitizer) = self.sanitizer {
            let (mut visible, mut found, mut alarms) = (0, 0, 0);
            for (job, fault) in self.of_faults() {
                let right = usize::from(job.bad.is_empty());
                if fault.finding.is_some() {
                    visible += 1;
                    found += right;
                } else {
                    alarms += 1 - right;
                }
            }
            let what = sanitizer.what_it_finds();
            words += &format!(", {found} of {visible} planted {what} found");
            if alarms > 0 {
                words += &format!(", {alarms} FAILED to stay silent");
            }
        }
        let seconds = self.took.as_secs_f64();
        match seconds < 100.0 {
            true => format!("{words}, {seconds:.0} s"),
            false => format!("{words}, {:.0} min", seconds / 60.0),
        }
    }

    /// The tables and the bad runs, for a terminal.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for mut table in self.tables() {
            lines.extend(table.lines());
            lines.push(String::new());
        }
        for bad in self.bad() {
            lines.push(bad.line.clone());
            lines.extend(bad.output.lines().map(|line| format!("  {line}")));
            lines.push(String::new());
        }
        lines
    }

    /// The tables and a list of the bad runs, for a page.
    pub fn markdown(&self) -> String {
        let mut parts = Vec::new();
        for mut table in self.tables() {
            parts.push(table.markdown());
        }
        let bad = self.bad().map(|bad| format!("- {}\n", bad.line));
        parts.push(bad.collect());
        parts.join("\n")
    }

    /// A row for each demo; and one for each planted fault.
    fn tables(&self) -> Vec<Table> {
        let mut demos = Table::new(["demo", "examples", "runs", "good"], 1);
        let jobs: Vec<_> = self.of_demos().collect();
        for jobs in jobs.chunk_by(|a, b| a.program == b.program) {
            let counts = Counts::of(jobs.iter().copied());
            let Counts { examples, runs, bad } = counts;
            let counts = [examples, runs, runs - bad].map(|it| it.to_string());
            demos.row([jobs[0].program.into()].into_iter().chain(counts));
        }
        let mut tables = vec![demos];
        if self.sanitizer.is_some() {
            let headings = ["planted", "mistake", "found in"];
            let mut planted = Table::new(headings, 2);
            for (job, fault) in self.of_faults() {
                let found = match fault.finding {
                    Some(_) => job.runs - job.bad.len(),
                    None => job.bad.len(),
                };
                let found = format!("{found} of {}", job.runs);
                planted.row([fault.name, fault.mistake, &found]);
            }
            tables.push(planted);
        }
        tables
    }

    fn of_demos(&self) -> impl Iterator<Item = &Job<'a>> {
        self.jobs.iter().filter(|job| job.program != PLANTED)
    }

    fn of_faults(&self) -> impl Iterator<Item = (&Job<'a>, &'static Planted)> {
        self.jobs.iter().filter_map(|job| match job.expected {
            Expected::Planted(_, fault) => Some((job, fault)),
            _ => None,
        })
    }

    fn bad(&self) -> impl Iterator<Item = &Bad> {
        self.jobs.iter().flat_map(|job| &job.bad)
    }
}

struct Counts {
    examples: usize,
    runs: usize,
    bad: usize,
}

impl Counts {
    fn of<'a>(jobs: impl Iterator<Item = &'a Job<'a>>) -> Self {
        let mut counts = Self { examples: 0, runs: 0, bad: 0 };
        for job in jobs {
            counts.examples += usize::from(!job.args.is_empty());
            counts.runs += job.runs;
            counts.bad += job.bad.len();
        }
        counts
    }
}

impl<'a> Job<'a> {
    fn new(
        program: &'a str,
        args: Vec<&'a str>,
        expected: Expected<'a>,
        rounds: u32,
    ) -> Self {
        Self { program, args, expected, rounds, runs: 0, bad: Vec::new() }
    }

    /// Whether it can be had in that company.
    fn is_possible(&self, company: Company) -> bool {
        let on_one_core = matches!(company, Company::Pinned);
        let needs_two = matches!(
            self.expected,
            Expected::Record(session)
                if session.needs == Some(Needs::TwoCores)
        );
        !(on_one_core && needs_two)
    }

    fn command(&self, setting: &Setting) -> Result<Command> {
        let program = diff::program(&setting.bin_dir, self.program)?;
        let mut command = Command::new(program);
        command.args(&self.args).env("SECOND", &setting.second);
        match self.expected {
            Expected::Record(_) => {}
            Expected::Silence(sanitizer) | Expected::Planted(sanitizer, _) => {
                let (name, value) = sanitizer.options();
                command.env(name, value);
            }
        }
        Ok(command)
    }

    fn count(&mut self, run: &str, outcome: &Outcome) {
        self.runs += 1;
        let Some(what) = self.expected.what_is_wrong(outcome) else { return };
        let args = match self.args.is_empty() {
            true => "(the tour)".to_owned(),
            false => self.args.join(" "),
        };
        self.bad.push(Bad {
            line: format!("{} {args}, {run}: {what}", self.program),
            output: format!("{}{}", outcome.stdout, outcome.stderr),
        });
    }
}

impl Expected<'_> {
    fn what_is_wrong(self, outcome: &Outcome) -> Option<String> {
        match self {
            Self::Record(session) => {
                let comparison = diff::beside_record(session, outcome);
                comparison.is_unexpected().then(|| {
                    comparison.failure.unwrap_or_else(|| "other lines".into())
                })
            }
            Self::Silence(sanitizer) => silence(sanitizer, outcome),
            Self::Planted(sanitizer, fault) => match fault.finding {
                Some(words) => (!outcome.stderr.contains(words))
                    .then(|| "not found".to_owned()),
                None => silence(sanitizer, outcome),
            },
        }
    }
}

fn silence(sanitizer: Sanitizer, outcome: &Outcome) -> Option<String> {
    match sanitizer.reports(&outcome.stderr) {
        0 => outcome.failure.clone(),
        1 => Some("a report".to_owned()),
        reports => Some(format!("{reports} reports")),
    }
}
