//! The table on the terminal: the goals first, then everything.

use std::io::{self, Write};

use crate::figures::{Figure, Key, Measure, is_python};
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
    let mut last = None;
    for figure in &report.figures {
        let Key { measure, size, subject } = &figure.key;
        if last != Some(*measure) {
            last = Some(*measure);
            lines.push(format!("{}:", heading(*measure)));
        }
        let size = size.map(|size| format!("{} × ", thousands(size)));
        let name = format!("{}{subject}", size.unwrap_or_default());
        let language = if is_python(subject) { "Py" } else { "  " };
        let median = value(*measure, figure.median);
        let (low, high) = (figure.low, figure.high);
        let (low, high) = (value(*measure, low), value(*measure, high));
        let mark = if figure.disturbed { "~" } else { " " };
        lines.push(format!(
            "  {language} {name:32} {mark}{median:>10}   {:23} {}",
            format!("{low} – {high}"),
            goal(report, figure)
        ));
    }
    lines
}

/// The goal of a figure and whether it was met, if it has one.
fn goal(report: &Report, figure: &Figure) -> String {
    let verdict = report.goals.iter().find(|goal| goal.key == figure.key);
    verdict.map_or(String::new(), |verdict| {
        let met = if verdict.met == Some(true) { "met" } else { "MISSED" };
        format!("{met}: {} ({})", verdict.goal, verdict.source)
    })
}

/// What a measure is, in words.
pub fn heading(measure: Measure) -> &'static str {
    match measure {
        Measure::Create => "create and finish one unit",
        Measure::Memory => "memory of each waiting unit",
        Measure::Swarm => "many that wait, elapsed ÷ ideal",
        Measure::Greeters => "three greeters, elapsed ÷ ideal",
        Measure::Downloads => "requests of 50 ms, elapsed ÷ ideal",
        Measure::Capacity => "all cores together, one is 1",
        Measure::FibTime => "eight Fibonacci numbers",
        Measure::Fib => "their speed-up ÷ what the cores can do",
        Measure::HandOverTime => "handing bytes over",
        Measure::HandOver => "handing bytes over ÷ one memcpy",
    }
}

/// A value with its unit, in three digits or four.
pub fn value(measure: Measure, value: f64) -> String {
    match measure {
        Measure::Create | Measure::HandOverTime => time(value),
        Measure::Memory => bytes(value),
        Measure::FibTime => time(value * 1e9),
        Measure::HandOver if value < 0.01 => format!("{value:.5}"),
        _ => format!("{value:.3}"),
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
        assert!(text.contains("met: ≤ 350 (asyncio 7300)"), "{text}");
        assert!(text.contains("Py Python process"), "{text}");
        assert!(text.contains("skipped: uvloop: not there"), "{text}");
    }
}
