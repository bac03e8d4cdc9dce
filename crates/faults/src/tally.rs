//! The table of what survived: demos in rows, classes in columns.

use std::collections::{BTreeMap, BTreeSet};
use std::env::consts::OS;
use std::fs;
use std::io::{self, Write};
use std::thread;
use std::time::Duration;

use checks::table::Table;

use crate::case::{Case, Class};

/// What survived.
pub struct Tally<'a> {
    cases: &'a [Case],
    findings: &'a [Vec<String>],
    /// How many processes are left.
    left: usize,
    took: Duration,
    /// For each demo: its different faults, and the counts of each class.
    rooms: BTreeMap<&'a str, Room<'a>>,
}

#[derive(Default)]
struct Room<'a> {
    faults: BTreeSet<&'a str>,
    /// How many cases passed, and how many there are.
    counts: BTreeMap<Class, (usize, usize)>,
}

impl<'a> Tally<'a> {
    pub fn new(
        cases: &'a [Case],
        findings: &'a [Vec<String>],
        left: usize,
        took: Duration,
    ) -> Self {
        let mut rooms = BTreeMap::<_, Room<'_>>::new();
        for (case, wrong) in cases.iter().zip(findings) {
            let room = rooms.entry(case.example.room.as_str()).or_default();
            room.faults.insert(&case.fault);
            let (passed, all) = room.counts.entry(case.class).or_default();
            *passed += usize::from(wrong.is_empty());
            *all += 1;
        }
        Self { cases, findings, left, took, rooms }
    }

    pub fn is_green(&self) -> bool {
        self.left == 0 && self.findings.iter().all(Vec::is_empty)
    }

    /// A row for each demo.
    fn table(&self) -> Table {
        let classes = Class::ALL.iter().map(|(_, name)| *name);
        let mut table =
            Table::new(["demo", "faults"].into_iter().chain(classes), 1);
        for (name, room) in &self.rooms {
            let cells = Class::ALL.iter().map(|(class, _)| {
                let count = room.counts.get(class);
                count.map_or("–".into(), |(passed, all)| {
                    format!("{passed}/{all}")
                })
            });
            let head = [(*name).to_owned(), room.faults.len().to_string()];
            table.row(head.into_iter().chain(cells));
        }
        table
    }

    fn totals(&self) -> String {
        let failed = self.findings.iter().filter(|it| !it.is_empty()).count();
        let passed = self.findings.len() - failed;
        format!(
            "{passed} passed, {failed} failed, {} processes left, {:.0} s",
            self.left,
            self.took.as_secs_f64()
        )
    }

    /// Prints the table, and what to type to see each failure again.
    pub fn print(&self, out: &mut impl Write) -> io::Result<()> {
        for line in self.table().lines() {
            writeln!(out, "{line}")?;
        }
        for (case, wrong) in self.cases.iter().zip(self.findings) {
            if !wrong.is_empty() {
                writeln!(out, "\n\x1b[31m{case}\x1b[m\n  {}", case.command())?;
                for line in wrong {
                    writeln!(out, "  {line}")?;
                }
            }
        }
        writeln!(out, "\n{}", self.totals())
    }

    /// The table as Markdown, with the date and the machine.
    pub fn markdown(&self) -> String {
        let now = chrono::Local::now().format("%Y-%m-%d %H:%M");
        let (table, totals) = (self.table().markdown(), self.totals());
        format!("{now}, {}\n\n{table}\n{totals}\n", machine())
    }
}

/// The machine in a line: its processor, cores and kernel.
fn machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|it| it.strip_prefix("model name"));
    let model = model.unwrap_or_default().trim_start_matches([' ', '\t', ':']);
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease");
    let kernel = kernel.unwrap_or_default();
    let cores = thread::available_parallelism().map_or(0, usize::from);
    format!("{model}, {cores} cores, {OS} {}", kernel.trim())
}
