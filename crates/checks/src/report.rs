//! Shows the outcome: a table, then what is wrong, then a line that counts.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::time::Duration;

use similar::{ChangeTag, TextDiff};

use crate::board::Board;
use crate::diff::{Cell, Comparison, Row};
use crate::rules::Column;
use crate::table::Table;

/// What is left of the programs' stderr, in lines.
const LAST_WORDS: usize = 10;

const RED: &str = "31";
const GREEN: &str = "32";
const BOLD: &str = "1";
const PLAIN: &str = "";

/// What the last line says.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// How many differences were not expected.
    pub unexpected: usize,
    /// How many sessions can't be had here, for each reason.
    absent: BTreeMap<&'static str, usize>,
    /// How many counterparts were not run, for each reason.
    pub skipped: BTreeMap<String, usize>,
    examples: usize,
    repeated: usize,
}

impl Counts {
    fn of(rows: &[Row]) -> Self {
        let mut counts = Self { examples: rows.len(), ..Self::default() };
        for row in rows {
            counts.repeated += usize::from(row.repeated);
            for cell in &row.cells {
                match cell {
                    Cell::Skipped(reason) => {
                        *counts.skipped.entry(reason.clone()).or_default() += 1;
                    }
                    Cell::Absent(reason) => {
                        *counts.absent.entry(reason).or_default() += 1;
                    }
                    _ => {}
                }
            }
        }
        counts
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unexpected = plural(self.unexpected, "unexpected difference");
        write!(f, "{}, {unexpected}", plural(self.examples, "example"))?;
        if self.repeated > 0 {
            write!(f, ", {} repeated at a slower pace", self.repeated)?;
        }
        for (reason, count) in &self.absent {
            write!(f, ", {count} not compared ({reason})")?;
        }
        for (reason, count) in &self.skipped {
            write!(f, ", {count} not compared with Python ({reason})")?;
        }
        Ok(())
    }
}

/// Writes reports, with colours: give it a stream that removes them where
/// they are not wanted.
#[derive(Debug)]
pub struct Report<W> {
    out: W,
}

impl<W: Write> Report<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self { out }
    }

    /// Prints the table and what is not as expected; counts in the last line.
    ///
    /// # Errors
    ///
    /// Fails if the output can't be written.
    pub fn print(
        &mut self,
        rows: &[Row],
        elapsed: Duration,
    ) -> io::Result<Counts> {
        self.table(rows)?;
        self.summary(rows, elapsed)
    }

    /// Prints a board instead of the table.
    ///
    /// # Errors
    ///
    /// Fails if the output can't be written.
    pub fn board(
        &mut self,
        rows: &[Row],
        elapsed: Duration,
    ) -> io::Result<Counts> {
        let board = Board::new(rows);
        for (index, line) in board.lines().iter().enumerate() {
            let line = line.replace('✗', &paint(RED, "✗"));
            let style = if index < 2 { BOLD } else { PLAIN };
            writeln!(self.out, "{}", paint(style, &line))?;
        }
        self.summary(rows, elapsed)
    }

    fn summary(
        &mut self,
        rows: &[Row],
        elapsed: Duration,
    ) -> io::Result<Counts> {
        let mut counts = Counts::of(rows);
        for row in rows {
            for (column, comparison) in row.unexpected() {
                counts.unexpected += 1;
                self.section(row, column, comparison)?;
            }
        }
        let seconds = elapsed.as_secs_f64();
        writeln!(self.out, "\n{counts}, {seconds:.1} s")?;
        Ok(counts)
    }

    /// Prints what each Rust program printed, under its name.
    ///
    /// # Errors
    ///
    /// Fails if nobody reads it any more.
    pub fn show(&mut self, rows: &[Row]) -> io::Result<()> {
        for row in rows {
            let heading = format!("── {}", row.session.label());
            let heading = paint(BOLD, &heading);
            writeln!(self.out, "{heading}\n{}", row.rust.stdout)?;
        }
        Ok(())
    }

    fn table(&mut self, rows: &[Row]) -> io::Result<()> {
        let headings = Column::ALL.map(|column| column.to_string());
        let headings = ["example".to_owned()].into_iter().chain(headings);
        let mut table = Table::new(headings, 1 + Column::ALL.len());
        for row in rows {
            let cells = row.cells.iter().map(words);
            table.row([row.session.label()].into_iter().chain(cells));
        }
        self.lines(&table.lines(), rows)
    }

    /// The headings in bold, and in red the rows where something is wrong.
    fn lines(&mut self, lines: &[String], rows: &[Row]) -> io::Result<()> {
        for (index, line) in lines.iter().enumerate() {
            let style = match index.checked_sub(1).map(|row| &rows[row]) {
                None => BOLD,
                Some(row) if row.unexpected().next().is_some() => RED,
                Some(_) => PLAIN,
            };
            writeln!(self.out, "{}", paint(style, line))?;
        }
        Ok(())
    }

    fn section(
        &mut self,
        row: &Row,
        column: Column,
        comparison: &Comparison,
    ) -> io::Result<()> {
        let label = row.session.label();
        let Comparison { with, relation, .. } = comparison;
        let heading = match (&comparison.failure, column) {
            (Some(failure), Column::Python) => format!("Python: {failure}"),
            (Some(failure), _) => format!("Rust: {failure}"),
            (None, _) => format!("{with} and Rust: {relation}"),
        };
        let heading = format!("── {label}: {heading}");
        writeln!(self.out, "\n{}", paint(BOLD, &heading))?;
        let stderr: Vec<_> = comparison.stderr.lines().collect();
        if comparison.failure.is_some() {
            for line in &stderr[stderr.len().saturating_sub(LAST_WORDS)..] {
                writeln!(self.out, "  stderr: {line}")?;
            }
        }
        if comparison.theirs != comparison.ours {
            self.diff(comparison)?;
        }
        Ok(())
    }

    fn diff(&mut self, it: &Comparison) -> io::Result<()> {
        let heads = (format!("--- {}", it.with), "+++ Rust");
        writeln!(self.out, "{}", paint(RED, &heads.0))?;
        writeln!(self.out, "{}", paint(GREEN, heads.1))?;
        for change in
            TextDiff::from_lines(&it.theirs, &it.ours).iter_all_changes()
        {
            let line = change.value().trim_end_matches('\n');
            let line = match change.tag() {
                ChangeTag::Equal => format!("  {line}"),
                ChangeTag::Delete => paint(RED, &format!("- {line}")),
                ChangeTag::Insert => paint(GREEN, &format!("+ {line}")),
            };
            writeln!(self.out, "{line}")?;
            if change.missing_newline() {
                writeln!(self.out, "\\ no newline at the end")?;
            }
        }
        Ok(())
    }
}

fn paint(style: &str, text: &str) -> String {
    if style == PLAIN {
        return text.to_owned();
    }
    format!("\x1b[{style}m{text}\x1b[0m")
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Compared(it) => match &it.failure {
            Some(failure) => failure.clone(),
            None => it.relation.to_string(),
        },
        Cell::Skipped(_) | Cell::Absent(_) => "skipped".into(),
        Cell::NotCompared => "not compared".into(),
        Cell::First => "(the first)".into(),
        Cell::None => "–".into(),
    }
}

/// A number and its noun: `1 run`, `2 runs`.
pub fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
