//! The table of what survived: demos in rows, classes in columns.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write};
use std::fs;
use std::thread;
use std::time::Duration;

use super::case::{Case, Class};

pub struct Table<'a> {
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

impl<'a> Table<'a> {
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

    /// The headings, and a row for each demo.
    fn rows(&self) -> Vec<Vec<String>> {
        let classes = Class::ALL.iter().map(|(_, name)| (*name).to_owned());
        let head = ["demo".into(), "faults".into()].into_iter().chain(classes);
        let mut rows = vec![head.collect()];
        for (name, room) in &self.rooms {
            let cells = Class::ALL.iter().map(|(class, _)| {
                let count = room.counts.get(class);
                count.map_or("–".into(), |(passed, all)| {
                    format!("{passed}/{all}")
                })
            });
            let different = room.faults.len().to_string();
            let head = [(*name).to_owned(), different];
            rows.push(head.into_iter().chain(cells).collect());
        }
        rows
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

    /// The same as Markdown.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        let now = chrono::Local::now().format("%Y-%m-%d %H:%M");
        let machine = machine();
        let totals = self.totals();
        let mut rows = self.rows().into_iter();
        let mut line = |cells: Vec<String>| {
            text.push_str(&format!("| {} |\n", cells.join(" | ")));
        };
        let head = rows.next().unwrap_or_default();
        let rule = head.iter().map(|_| "---:".to_owned()).collect();
        line(head);
        line(rule);
        rows.for_each(&mut line);
        format!("{now}, {machine}\n\n{text}\n{totals}\n")
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
    format!("{model}, {cores} cores, Linux {}", kernel.trim())
}

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = self.rows();
        let width = |column: usize| {
            rows.iter().map(|row| row[column].chars().count()).max()
        };
        for row in &rows {
            let mut line = String::new();
            for (column, cell) in row.iter().enumerate() {
                let width = width(column).unwrap_or_default();
                match column {
                    0 => write!(line, "{cell:<width$}")?,
                    _ => write!(line, "  {cell:>width$}")?,
                }
            }
            writeln!(f, "{line}")?;
        }
        for (case, wrong) in self.cases.iter().zip(self.findings) {
            if !wrong.is_empty() {
                writeln!(f, "\n{case}\n  {}", case.command())?;
                for line in wrong {
                    writeln!(f, "  {line}")?;
                }
            }
        }
        writeln!(f, "\n{}", self.totals())
    }
}
