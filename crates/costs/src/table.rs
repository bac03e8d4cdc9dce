//! The table on the terminal: the goals first, then everything.

use std::io::{self, Write};

use crate::figures::{Figure, Key, Measure, ONE_CORE, find, peer};
use crate::report::Report;

/// Prints a run.
pub fn print(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let pace = if report.quick { ", quick" } else { "" };
    let Report { date, machine, seconds, .. } = report;
    writeln!(out, "{date}, {seconds} s{pace}: {machine}\n")?;
    for line in lines(report) {
        writeln!(out, "{line}")?;
    }
    let count =
        |met| report.goals.iter().filter(|g| g.met == Some(met)).count();
    let (met, missed) = (count(true), count(false));
    let open = report.goals.len() - met - missed;
    writeln!(out, "\ngoals: {met} met, {missed} missed, {open} not measured")?;
    if report.figures.iter().any(|figure| figure.disturbed) {
        writeln!(out, "~ something else used the cores each time")?;
    }
    for skipped in &report.skipped {
        writeln!(out, "skipped: {skipped}")?;
    }
    Ok(())
}

/// A line per figure, below a heading per measure.
fn lines(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    for part in parts(report) {
        let Part { heading, limit, rows } = part;
        lines.push(format!(
            "{:51}{:24}{limit:>15}   Python ÷",
            format!("{heading}:"),
            "spread"
        ));
        for row in rows {
            let Row { name, median, spread, limit, python, goal, .. } = row;
            let mark = if row.disturbed { "~" } else { " " };
            let line = format!(
                "  {name:33} {mark}{median:>12}  {spread:24}{limit:>15}  \
                 {python:>9}  {goal}"
            );
            lines.push(line.trim_end().to_owned());
        }
    }
    lines
}

/// The figures of one measure.
pub struct Part {
    /// What was measured.
    pub heading: &'static str,
    /// What the figures are held against, if that is not in the heading.
    pub limit: &'static str,
    /// A row for each subject.
    pub rows: Vec<Row>,
}

/// A figure and what it is to be held against, in words.
pub struct Row {
    /// How many, and what.
    pub name: String,
    /// The figure.
    pub median: String,
    /// The least and the greatest.
    pub spread: String,
    /// The ratio to what is possible.
    pub limit: String,
    /// How many times as much it is in Python.
    pub python: String,
    /// The goal, and whether it is met.
    pub goal: String,
    /// Whether something else used the cores in all repetitions.
    pub disturbed: bool,
}

/// All that a reader needs: not what only serves to calculate something else,
/// and not the memory of ten units, which is mostly that of the first.
pub fn parts(report: &Report) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut last = None;
    for figure in &report.figures {
        let Key { measure, size, subject } = &figure.key;
        let few = *measure == Measure::Memory && *size == Some(10);
        if few || is_ratio(*measure) || subject.ends_with(ONE_CORE) {
            continue;
        }
        if last != Some(*measure) {
            last = Some(*measure);
            let (heading, limit) = heading(*measure);
            parts.push(Part { heading, limit, rows: Vec::new() });
        }
        let part = parts.last_mut().expect("one was just added");
        part.rows.push(row(report, figure));
    }
    parts
}

fn row(report: &Report, figure: &Figure) -> Row {
    let Key { measure, size, subject } = &figure.key;
    let unit = match measure {
        Measure::HandOverTime | Measure::BigResult => " bytes, ",
        _ => " × ",
    };
    let size = size.map(|size| thousands(size) + unit).unwrap_or_default();
    let [median, low, high] = [figure.median, figure.low, figure.high]
        .map(|number| value(*measure, number));
    let ratio = measure.against_limit().and_then(|measure| {
        let key = Key { measure, ..figure.key.clone() };
        find(&report.figures, &key)
    });
    let python = peer(&report.figures, &figure.key);
    let python = python.map(|python| python.median / figure.median);
    let shown = |ratio: &Figure| value(ratio.key.measure, ratio.median);
    let goals = [Some(figure), ratio].into_iter().flatten();
    let goals = goals.filter_map(|figure| goal(report, figure));
    Row {
        name: format!("{size}{subject}"),
        median,
        spread: format!("{low} – {high}"),
        limit: ratio.map(shown).unwrap_or_default(),
        python: python.map(three_digits).unwrap_or_default(),
        goal: goals.collect::<Vec<_>>().join(", "),
        disturbed: figure.disturbed,
    }
}

/// The goal of a figure and whether it was met, if it has one.
fn goal(report: &Report, figure: &Figure) -> Option<String> {
    let verdict = report.goals.iter().find(|goal| goal.key == figure.key)?;
    let met = if verdict.met == Some(true) { "met" } else { "MISSED" };
    Some(format!("{}: {met}", verdict.goal))
}

/// Whether it is shown beside another figure, of which it is a ratio.
fn is_ratio(measure: Measure) -> bool {
    matches!(measure, Measure::Calls | Measure::Fib | Measure::HandOver)
}

/// What a measure is, in words; and what its figures are held against.
fn heading(measure: Measure) -> (&'static str, &'static str) {
    match measure {
        Measure::Create => ("create and finish one unit", "÷ a call"),
        Measure::Memory => ("memory of each waiting unit", ""),
        Measure::Swarm => ("many that wait, elapsed ÷ ideal", ""),
        Measure::Greeters => ("three greeters, elapsed ÷ ideal", ""),
        Measure::Downloads => ("requests of 50 ms, elapsed ÷ ideal", ""),
        Measure::Capacity => ("all cores together, one is 1", ""),
        Measure::FibTime => ("eight Fibonacci numbers", "faster ÷ cores"),
        Measure::HandOverTime => ("handing bytes over", "÷ one memcpy"),
        Measure::BigResult => ("bytes made, handed over, summed up", ""),
        Measure::Cure => ("cures of the lost update ÷ local sums", ""),
        Measure::Calls | Measure::Fib | Measure::HandOver => ("ratios", ""),
    }
}

/// A value with its unit, in three digits or four.
pub fn value(measure: Measure, value: f64) -> String {
    match measure {
        Measure::Create | Measure::HandOverTime => time(value),
        Measure::Memory => bytes(value),
        Measure::FibTime | Measure::BigResult => time(value * 1e9),
        Measure::Calls | Measure::HandOver | Measure::Cure => {
            three_digits(value)
        }
        _ => format!("{value:.3}"),
    }
}

/// A ratio, which may be a large one or a small one.
fn three_digits(ratio: f64) -> String {
    match ratio {
        ..0.01 => format!("{ratio:.5}"),
        0.01..10.0 => format!("{ratio:.2}"),
        10.0..100.0 => format!("{ratio:.1}"),
        _ => thousands(ratio.round() as u64),
    }
}

fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        ..1e3 => format!("{nanoseconds:.0} ns"),
        1e3..1e6 => format!("{:.1} µs", nanoseconds / 1e3),
        1e6..1e9 => format!("{:.1} ms", nanoseconds / 1e6),
        _ => format!("{:.2} s", nanoseconds / 1e9),
    }
}

fn bytes(bytes: f64) -> String {
    match bytes {
        ..1e4 => format!("{bytes:.0} B"),
        1e4..1e6 => format!("{:.0} kB", bytes / 1e3),
        _ => format!("{:.1} MB", bytes / 1e6),
    }
}

/// A number as people write it: 100,000.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_units() {
        assert_eq!(value(Measure::Create, 327.4), "327 ns");
        assert_eq!(value(Measure::Create, 55_000.0), "55.0 µs");
        assert_eq!(value(Measure::Memory, 1_400_000.0), "1.4 MB");
        assert_eq!(value(Measure::Swarm, 1.0449), "1.045");
        assert_eq!(thousands(1_000_000), "1,000,000");
        assert_eq!(thousands(256), "256");
    }

    #[test]
    fn each_figure_has_its_line() {
        let report = crate::report::tests::example();
        let mut out = Vec::new();
        print(&mut out, &report).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("≤ 350 ns: met"), "{text}");
        // Python's task takes 7,300 ns, and tokio's 327.
        let task = text.lines().find(|line| line.contains("  tokio task"));
        assert!(task.is_some_and(|line| line.contains(" 22.3 ")), "{text}");
        assert!(text.contains("Python process"), "{text}");
        assert!(text.contains("skipped: uvloop: not there"), "{text}");
    }
}
