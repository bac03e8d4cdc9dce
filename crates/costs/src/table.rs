//! The table on the terminal.

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
    if report.figures.iter().any(|figure| figure.disturbed) {
        writeln!(out, "~ other programs used the cores in every repetition")?;
    }
    for skipped in &report.skipped {
        writeln!(out, "not measured: {skipped}")?;
    }
    Ok(())
}

/// A line per figure, below a heading per measure.
fn lines(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    for part in parts(report) {
        let Part { heading, limit, rows } = part;
        lines.push(format!(
            "{:55}{:24}{limit:>16}   Python ÷",
            format!("{heading}:"),
            "spread"
        ));
        for row in rows {
            let Row { name, median, spread, limit, python, .. } = row;
            let mark = if row.disturbed { "~" } else { " " };
            let line = format!(
                "  {name:40} {mark}{median:>9}  {spread:24}{limit:>16}  \
                 {python:>9}"
            );
            lines.push(line.trim_end().to_owned());
        }
    }
    lines
}

/// The figures of one measure.
pub struct Part {
    /// What the figures are about.
    pub heading: &'static str,
    /// What the figures are compared with, if that is not in the heading.
    pub limit: &'static str,
    /// A row for each subject.
    pub rows: Vec<Row>,
}

/// A figure and its ratios, in words.
pub struct Row {
    /// The number of units or bytes, and the subject.
    pub name: String,
    /// The median.
    pub median: String,
    /// The least and the greatest, if there are several.
    pub spread: String,
    /// The ratio to what is possible.
    pub limit: String,
    /// Python's figure, divided by this one.
    pub python: String,
    /// Whether other programs used the cores in all repetitions.
    pub disturbed: bool,
}

/// The figures for readers. Left out are those from which others are computed,
/// and the memory of ten units, most of which is the first one's.
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
        let part = parts.last_mut().expect("a part was just added");
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
    let spread = match figure.runs {
        1 => String::new(),
        _ => format!("{low} – {high}"),
    };
    Row {
        name: format!("{size}{subject}"),
        median,
        spread,
        limit: ratio.map(shown).unwrap_or_default(),
        python: python.map(three_digits).unwrap_or_default(),
        disturbed: figure.disturbed,
    }
}

/// Whether its figures are shown beside those of which they are ratios.
fn is_ratio(measure: Measure) -> bool {
    matches!(measure, Measure::Calls | Measure::Fib | Measure::HandOver)
}

/// A measure in words, and what its figures are compared with.
pub fn heading(measure: Measure) -> (&'static str, &'static str) {
    match measure {
        Measure::Create => ("create and finish one unit", "÷ a call"),
        Measure::Memory => ("memory of one waiting unit", ""),
        Measure::Swarm => ("many waiting units, elapsed ÷ ideal", ""),
        Measure::Greeters => ("three greeters, elapsed ÷ ideal", ""),
        Measure::Downloads => ("requests of 50 ms, elapsed ÷ ideal", ""),
        Measure::Capacity => ("speed of all cores, one core is 1", ""),
        Measure::FibTime => ("eight Fibonacci numbers", "speed-up ÷ cores"),
        Measure::HandOverTime => ("handing bytes over", "÷ one memcpy"),
        Measure::BigResult => ("making, handing over, summing up", ""),
        Measure::Cure => ("cures of the lost update ÷ local sums", ""),
        Measure::Calls => ("create and finish one unit ÷ a call", ""),
        Measure::Fib => ("eight Fibonacci numbers, speed-up ÷ cores", ""),
        Measure::HandOver => ("handing bytes over ÷ one memcpy", ""),
    }
}

/// A value with its unit, in three or four digits.
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

/// A ratio of any size.
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

/// A number with separators: 100,000.
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
    fn each_figure_has_a_line() {
        let report = crate::report::tests::example();
        let mut out = Vec::new();
        print(&mut out, &report).unwrap();
        let text = String::from_utf8(out).unwrap();
        // Python's task takes 7,300 ns, and tokio's 327.
        let task = text.lines().find(|line| line.contains("  tokio task"));
        assert!(task.is_some_and(|line| line.ends_with(" 22.3")), "{text}");
        assert!(text.contains("Python process"), "{text}");
        assert!(text.contains("not measured: uvloop: not installed"), "{text}");
    }
}
