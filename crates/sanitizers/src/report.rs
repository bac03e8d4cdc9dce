//! What was found, as a table for the terminal and one in Markdown.

use std::io::{self, Write};

use checks::program::Outcome;

use crate::tool::{Planted, Tool};

/// Everything found so far.
pub struct Report {
    pub tool: Tool,
    /// How often each example runs.
    pub runs: usize,
    rooms: Vec<Room>,
    planted: Vec<Find>,
}

/// A demo, and what the sanitizer has reported about it.
pub struct Room {
    name: String,
    examples: usize,
    runs: usize,
    warnings: usize,
    /// Runs that failed without a warning: a crash, or the time limit.
    failures: usize,
    details: String,
}

/// A planted fault, and in how many of the runs it was found.
pub struct Find {
    pub planted: &'static Planted,
    pub found: usize,
}

impl Room {
    pub fn new(name: String, examples: usize, runs: usize) -> Self {
        let details = String::new();
        Self { name, examples, runs, warnings: 0, failures: 0, details }
    }

    pub fn count(&mut self, label: &str, run: &Outcome, warnings: usize) {
        self.warnings += warnings;
        let Some(failure) = &run.failure else { return };
        self.failures += usize::from(warnings == 0);
        self.details += &format!("--- {label}: {failure}\n{}\n", run.stderr);
    }
}

impl Report {
    pub fn new(tool: Tool, runs: usize) -> Self {
        Self { tool, runs, rooms: Vec::new(), planted: Vec::new() }
    }

    /// Prints a row at once, because the next one takes a while.
    pub fn add_room(
        &mut self,
        room: Room,
        out: &mut impl Write,
    ) -> io::Result<()> {
        if self.rooms.is_empty() {
            writeln!(
                out,
                "{:<24}{:>10}{:>8}{:>10}{:>8}",
                "demo", "examples", "runs", "warnings", "failed"
            )?;
        }
        writeln!(
            out,
            "{:<24}{:>10}{:>8}{:>10}{:>8}",
            room.name, room.examples, room.runs, room.warnings, room.failures
        )?;
        // Losing stderr is no reason to lose the table.
        write!(io::stderr(), "{}", room.details).unwrap_or_default();
        self.rooms.push(room);
        Ok(())
    }

    pub fn add_planted(
        &mut self,
        find: Find,
        out: &mut impl Write,
    ) -> io::Result<()> {
        if self.planted.is_empty() {
            writeln!(out, "\n{:<16}{:<52}found in", "planted", "mistake")?;
        }
        writeln!(
            out,
            "{:<16}{:<52}{}{}",
            find.planted.name,
            find.planted.mistake,
            self.in_runs(&find),
            if self.is_right(&find) { "" } else { "  FAILED" },
        )?;
        self.planted.push(find);
        Ok(())
    }

    pub fn passed(&self) -> bool {
        self.rooms.iter().all(|room| room.warnings + room.failures == 0)
            && self.planted.iter().all(|find| self.is_right(find))
    }

    /// All figures in one line.
    pub fn verdict(&self) -> String {
        let sum = |of: fn(&Room) -> usize| self.rooms.iter().map(of).sum();
        let runs: usize = sum(|room| room.runs);
        let warnings: usize = sum(|room| room.warnings);
        let failures: usize = sum(|room| room.failures);
        let mut verdict = format!("{runs} runs, {warnings} warnings");
        if failures > 0 {
            verdict += &format!(", {failures} FAILED otherwise");
        }
        let (mut visible, mut found, mut false_alarms) = (0, 0, 0);
        for find in &self.planted {
            let right = usize::from(self.is_right(find));
            if find.planted.finding.is_some() {
                visible += 1;
                found += right;
            } else {
                false_alarms += 1 - right;
            }
        }
        let what = match self.tool {
            Tool::Thread => "races",
            Tool::Address => "errors",
        };
        verdict += &format!(", {found} of {visible} planted {what} found");
        if false_alarms > 0 {
            verdict += &format!(", {false_alarms} FAILED to stay silent");
        }
        verdict
    }

    pub fn markdown(&self) -> String {
        let mut lines = vec![
            String::new(),
            "| demo | examples | runs | warnings | failed |".to_owned(),
            "|---|--:|--:|--:|--:|".to_owned(),
        ];
        lines.extend(self.rooms.iter().map(|room| {
            let Room { name, examples, runs, warnings, failures, .. } = room;
            format!(
                "| {name} | {examples} | {runs} | {warnings} | {failures} |"
            )
        }));
        lines.extend([
            String::new(),
            "| planted | mistake | found in |".to_owned(),
            "|---|---|--:|".to_owned(),
        ]);
        lines.extend(self.planted.iter().map(|find| {
            let Planted { name, mistake, .. } = find.planted;
            format!("| `{name}` | {mistake} | {} |", self.in_runs(find))
        }));
        lines.join("\n") + "\n"
    }

    /// Whether it was found in all runs, or in none if the tool can't see it.
    fn is_right(&self, find: &Find) -> bool {
        let expected = find.planted.finding.map_or(0, |_| self.runs);
        find.found == expected
    }

    fn in_runs(&self, find: &Find) -> String {
        format!("{} of {}", find.found, self.runs)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// A report of one demo with these runs, in which every planted race was
    /// found `found` times.
    fn report(outcomes: &[(Option<&str>, usize)], found: usize) -> Report {
        let mut report = Report::new(Tool::Thread, outcomes.len());
        let mut room = Room::new("02-threads".into(), 1, outcomes.len());
        for (failure, warnings) in outcomes {
            let run = Outcome {
                stdout: String::new(),
                stderr: String::new(),
                elapsed: Duration::ZERO,
                failure: failure.map(str::to_owned),
            };
            room.count("02-threads greeter", &run, *warnings);
        }
        let mut out = Vec::new();
        report.add_room(room, &mut out).unwrap();
        for planted in Tool::Thread.planted() {
            let found = planted.finding.map_or(0, |_| found);
            report.add_planted(Find { planted, found }, &mut out).unwrap();
        }
        report
    }

    #[test]
    fn passes_if_only_planted_races_are_reported() {
        let report = report(&[(None, 0), (None, 0)], 2);
        assert!(report.passed());
        let verdict = "2 runs, 0 warnings, 6 of 6 planted races found";
        assert_eq!(report.verdict(), verdict);
    }

    #[test]
    fn fails_with_a_warning() {
        let report = report(&[(None, 0), (Some("exit status: 66"), 3)], 2);
        assert!(!report.passed());
        let verdict = "2 runs, 3 warnings, 6 of 6 planted races found";
        assert_eq!(report.verdict(), verdict);
    }

    #[test]
    fn fails_if_a_run_fails_without_a_warning() {
        let report = report(&[(None, 0), (Some("not done"), 0)], 2);
        assert!(!report.passed());
        assert!(report.verdict().contains("0 warnings, 1 FAILED otherwise"));
    }

    #[test]
    fn fails_if_a_planted_race_is_missed_once() {
        let report = report(&[(None, 0), (None, 0)], 1);
        assert!(!report.passed());
        assert!(report.verdict().ends_with("0 of 6 planted races found"));
    }

    #[test]
    fn fails_if_a_tool_reports_what_it_can_not_see() {
        let mut report = report(&[(None, 0)], 1);
        let last = report.planted.last_mut().unwrap();
        last.found = 1;
        assert!(!report.passed());
        assert!(report.verdict().ends_with("1 FAILED to stay silent"));
    }
}
