//! One board, one screen: a row per example, a column per room, and Python.
//!
//! A cell has the time that the example took there, in seconds of the
//! articles, and ✓ if it printed what it should. Examples that do the same job
//! in several ways, such as the three pools, share a row: the time is that of
//! the slowest.

use std::collections::BTreeMap;

use crate::diff::{Cell, Row};
use crate::report::plural;
use crate::rules::{self, Column};
use crate::table::Table;

/// What the rows of a comparison come to.
pub struct Board<'a> {
    rooms: Vec<&'a str>,
    /// By the name of the example or family, in the order of the chapters.
    lines: Vec<(&'a str, Line<'a>)>,
    /// All experiments, and how many of them there are.
    claims: (Line<'a>, usize),
}

#[derive(Default)]
struct Line<'a> {
    rooms: BTreeMap<&'a str, Field>,
    python: Option<Field>,
}

#[derive(Clone, Copy)]
struct Field {
    /// In seconds of the articles.
    time: Option<f64>,
    is_good: bool,
}

impl<'a> Board<'a> {
    /// Sorts the rows by example and room.
    pub fn new(rows: &'a [Row]) -> Self {
        let mut board = Self {
            rooms: Vec::new(),
            lines: Vec::new(),
            claims: Default::default(),
        };
        for row in rows {
            board.add(row);
        }
        board
    }

    fn add(&mut self, row: &'a Row) {
        let room = row.session.room.as_str();
        if matches!(row.cells[0], Cell::Absent(_)) {
            return;
        }
        let line = if room == rules::CLAIMS {
            self.claims.1 += 1;
            &mut self.claims.0
        } else {
            self.line_of(row)
        };

        let is_good =
            |column| row.unexpected().all(|(other, _)| other != column);
        let rust = Field {
            time: Some(in_article_seconds(row)),
            is_good: is_good(Column::Recorded) && is_good(Column::Models),
        };
        line.rooms
            .entry(room)
            .and_modify(|field| *field = field.and(rust))
            .or_insert(rust);
        if let [_, Cell::Compared(_), _] = row.cells {
            let field = Field { time: None, is_good: is_good(Column::Python) };
            line.python = Some(line.python.map_or(field, |it| it.and(field)));
        }
    }

    fn line_of(&mut self, row: &'a Row) -> &mut Line<'a> {
        let room = row.session.room.as_str();
        if !self.rooms.contains(&room) {
            self.rooms.push(room);
        }
        let name = group(&row.session.example);
        let known = self.lines.iter().position(|(it, _)| *it == name);
        let index = known.unwrap_or_else(|| {
            self.lines.push((name, Line::default()));
            self.lines.len() - 1
        });
        &mut self.lines[index].1
    }

    /// All experiments in one line.
    fn claims(&self) -> Option<String> {
        let (line, count) = &self.claims;
        let rust = line.rooms.get(rules::CLAIMS)?.mark();
        let count = plural(*count, "experiment");
        let python = line.python.map(|it| format!(", in Python {}", it.mark()));
        let python = python.unwrap_or_default();
        Some(format!("{}: {count} {rust}{python}", rules::CLAIMS))
    }

    /// Two lines of headings, then a line per example.
    pub fn lines(&self) -> Vec<String> {
        let numbers = self.rooms.iter().map(|it| it.get(..2).unwrap_or(it));
        let headings = ["example"].into_iter().chain(numbers).chain(["Python"]);
        let mut table = Table::new(headings, 1);
        for (name, line) in &self.lines {
            let fields = self.rooms.iter().map(|room| line.rooms.get(room));
            let fields = fields.chain([line.python.as_ref()]);
            let fields =
                fields.map(|it| it.map(Field::words).unwrap_or_default());
            table.row([(*name).to_owned()].into_iter().chain(fields));
        }
        let first = "seconds of the articles, and ✓ for the expected output";
        let lines = [first.to_owned()].into_iter().chain(table.lines());
        lines.chain(self.claims()).collect()
    }
}

/// The row of an example: its family's, or that of others which belong
/// together but print different things.
fn group(example: &str) -> &str {
    let families = ["future", "conformance"];
    rules::family(example)
        .or_else(|| families.into_iter().find(|it| example.starts_with(it)))
        .unwrap_or(example)
}

/// How long it would take if a second of the articles lasted one.
fn in_article_seconds(row: &Row) -> f64 {
    let second = if rules::waits(&row.session.room, &row.session.example) {
        row.second
    } else {
        1.0
    };
    row.rust.elapsed.as_secs_f64() / second
}

impl Field {
    fn and(self, other: Self) -> Self {
        let time = match (self.time, other.time) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        };
        Self { time, is_good: self.is_good && other.is_good }
    }

    fn mark(&self) -> &'static str {
        if self.is_good { "✓" } else { "✗" }
    }

    fn words(&self) -> String {
        let mark = self.mark();
        match self.time {
            Some(time) => format!("{time:.1} {mark}"),
            None => mark.to_owned(),
        }
    }
}
