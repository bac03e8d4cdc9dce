//! Shows the outcome: a table, then what is wrong, then a line that counts.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Duration;

use similar::{ChangeTag, TextDiff};

use crate::diff::{Cell, Comparison, Row};
use crate::rules::Column;

/// What is left of the programs' stderr, in lines.
const LAST_WORDS: usize = 10;

const RED: &str = "31";
const GREEN: &str = "32";
const BOLD: &str = "1";
const PLAIN: &str = "";

/// Writes reports, with colours or without.
#[derive(Debug)]
pub struct Report<W> {
    out: W,
    colours: bool,
}

impl<W: Write> Report<W> {
    /// Writes to `out`.
    pub fn new(out: W, colours: bool) -> Self {
        Self { out, colours }
    }

    /// Prints all there is to say; returns how much was not as it should be.
    ///
    /// # Errors
    ///
    /// Fails if nobody reads it any more.
    pub fn print(
        &mut self,
        rows: &[Row],
        elapsed: Duration,
    ) -> io::Result<usize> {
        self.table(rows)?;
        self.skipped(rows)?;
        let mut count = 0;
        for row in rows {
            for (column, comparison) in row.unexpected() {
                count += 1;
                self.section(row, column, comparison)?;
            }
        }
        writeln!(
            self.out,
            "\n{}, {} in {:.1} s",
            plural(rows.len(), "example"),
            plural(count, "unexpected difference"),
            elapsed.as_secs_f64()
        )?;
        Ok(count)
    }

    /// Prints what each Rust program printed, under its name.
    ///
    /// # Errors
    ///
    /// Fails if nobody reads it any more.
    pub fn show(&mut self, rows: &[Row]) -> io::Result<()> {
        for row in rows {
            let heading = format!("── {}", row.session.label());
            let heading = self.paint(BOLD, &heading);
            writeln!(self.out, "{heading}\n{}", row.rust.stdout)?;
        }
        Ok(())
    }

    fn table(&mut self, rows: &[Row]) -> io::Result<()> {
        let mut table = vec![vec![("example".to_owned(), BOLD)]];
        table[0].extend(Column::ALL.map(|column| (column.to_string(), BOLD)));
        for row in rows {
            let mut fields = vec![(row.session.label(), PLAIN)];
            fields.extend(row.cells.iter().map(|cell| match cell {
                Cell::Compared(it) if it.is_unexpected() => (words(cell), RED),
                _ => (words(cell), PLAIN),
            }));
            table.push(fields);
        }

        let mut widths = [0; 1 + Column::ALL.len()];
        for fields in &table {
            for (width, (text, _)) in widths.iter_mut().zip(fields) {
                *width = text.chars().count().max(*width);
            }
        }
        for fields in &table {
            let mut line = String::new();
            for ((text, colour), width) in fields.iter().zip(widths) {
                line += &self.paint(colour, &format!("{text:width$}  "));
            }
            writeln!(self.out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// Prints each reason once, with the counterparts it keeps from running.
    fn skipped(&mut self, rows: &[Row]) -> io::Result<()> {
        let mut reasons: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for row in rows {
            for cell in &row.cells {
                if let Cell::Skipped(reason) = cell {
                    reasons
                        .entry(reason)
                        .or_default()
                        .push(row.session.label());
                }
            }
        }
        for (reason, labels) in reasons {
            writeln!(self.out, "\nskipped: {}: {reason}", labels.join(", "))?;
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
        writeln!(self.out, "\n{}", self.paint(BOLD, &heading))?;
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
        writeln!(self.out, "{}", self.paint(RED, &heads.0))?;
        writeln!(self.out, "{}", self.paint(GREEN, heads.1))?;
        for change in
            TextDiff::from_lines(&it.theirs, &it.ours).iter_all_changes()
        {
            let line = change.value().trim_end_matches('\n');
            let line = match change.tag() {
                ChangeTag::Equal => format!("  {line}"),
                ChangeTag::Delete => self.paint(RED, &format!("- {line}")),
                ChangeTag::Insert => self.paint(GREEN, &format!("+ {line}")),
            };
            writeln!(self.out, "{line}")?;
            if change.missing_newline() {
                writeln!(self.out, "\\ no newline at the end")?;
            }
        }
        Ok(())
    }

    fn paint(&self, colour: &str, text: &str) -> String {
        if self.colours && colour != PLAIN {
            format!("\x1b[{colour}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Compared(it) => match &it.failure {
            Some(failure) => failure.clone(),
            None => it.relation.to_string(),
        },
        Cell::Skipped(_) => "skipped".into(),
        Cell::NotCompared => "not compared".into(),
        Cell::First => "(the first)".into(),
        Cell::None => "–".into(),
    }
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
