//! The tables of figures.

use std::io::{self, Write};

use checks::table::Table;
use clap::ValueEnum;

use crate::figures::{Figure, Key, Measure, ONE_CORE, Question, find, peer};
use crate::report::Report;

/// Prints a report.
pub fn print(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let all = Question::value_variants();
    for run in report.runs_of(all) {
        writeln!(out, "{run}")?;
    }
    for table in tables(report, all) {
        writeln!(out)?;
        lines(table).iter().try_for_each(|line| writeln!(out, "{line}"))?;
    }
    for note in notes(report, all) {
        writeln!(out, "\n{note}")?;
    }
    Ok(())
}

/// The lines of a table, with bold headings.
pub fn lines(mut table: Table) -> Vec<String> {
    let mut lines = table.lines();
    lines[0] = format!("\x1b[1m{}\x1b[0m", lines[0]);
    lines
}

/// What else has to be said about the figures that answer some questions.
pub fn notes(report: &Report, questions: &[Question]) -> Vec<String> {
    let skipped = report.skipped.iter();
    let skipped = skipped.filter(|it| questions.contains(&it.0));
    let mut notes: Vec<_> =
        skipped.map(|(_, jobs)| format!("Not measured: {jobs}")).collect();
    if shown(report, questions).any(|figure| figure.disturbed) {
        let mark = "~ Other programs used the cores in every repetition.";
        notes.push(mark.to_owned());
    }
    notes
}

/// A table for each measure that answers one of some questions.
pub fn tables(report: &Report, questions: &[Question]) -> Vec<Table> {
    let figures: Vec<_> = shown(report, questions).collect();
    let measures = figures.chunk_by(|a, b| a.key.measure == b.key.measure);
    measures.map(|figures| table(report, figures)).collect()
}

/// The figures for readers. Left out are those from which others are computed,
/// and the memory of ten units, most of which is the first one's.
fn shown<'a>(
    report: &'a Report,
    questions: &[Question],
) -> impl Iterator<Item = &'a Figure> {
    report.figures.iter().filter(|figure| {
        let Key { measure, size, subject } = &figure.key;
        let few = *measure == Measure::Memory && *size == Some(10);
        let left_out = few || is_ratio(*measure) || subject.ends_with(ONE_CORE);
        !left_out && questions.contains(&measure.question())
    })
}

/// The figures of one measure. A column without entries is left out.
fn table(report: &Report, figures: &[&Figure]) -> Table {
    let measure = figures[0].key.measure;
    let limit = measure.against_limit().map(|it| heading(it).1);
    let headings = [
        heading(measure).0,
        "median",
        "spread",
        limit.unwrap_or_default(),
        "Python ÷",
    ];
    let rows = figures.iter().map(|figure| row(report, figure));
    let rows: Vec<_> = rows.collect();
    let has_entries =
        |column: &usize| rows.iter().any(|it| !it[*column].is_empty());
    let columns: Vec<_> = (0..headings.len()).filter(has_entries).collect();
    let mut table = Table::new(columns.iter().map(|&it| headings[it]), 1);
    for row in &rows {
        table.row(columns.iter().map(|&column| &row[column]));
    }
    table
}

/// Name, median, spread, and the ratios to what is possible and to Python.
fn row(report: &Report, figure: &Figure) -> [String; 5] {
    let measure = figure.key.measure;
    let [median, low, high] = [figure.median, figure.low, figure.high]
        .map(|number| value(measure, number));
    let mark = if figure.disturbed { "~ " } else { "" };
    let spread = match figure.runs {
        1 => String::new(),
        _ => range(&low, &high),
    };
    let ratio = measure.against_limit().and_then(|measure| {
        let key = Key { measure, ..figure.key.clone() };
        find(&report.figures, &key)
    });
    let ratio = ratio.map(|ratio| value(ratio.key.measure, ratio.median));
    let python = peer(&report.figures, &figure.key);
    let python =
        python.map(|python| three_digits(python.median / figure.median));
    [
        name(&figure.key),
        format!("{mark}{median}"),
        spread,
        ratio.unwrap_or_default(),
        python.unwrap_or_default(),
    ]
}

/// The number of units or bytes, and the subject.
pub fn name(Key { measure, size, subject }: &Key) -> String {
    use Measure::{BigResult, HandOver, HandOverTime};
    match (size, measure) {
        (None, _) => subject.clone(),
        (Some(size), HandOver | HandOverTime | BigResult) => {
            let size = scaled(*size as f64, &["B", "kB", "MB"]);
            format!("{size}, {subject}")
        }
        (Some(size), _) => format!("{} × {subject}", thousands(*size)),
    }
}

/// Two values. Their unit is written once if it is the same.
fn range(low: &str, high: &str) -> String {
    let unit = high.find(' ').map_or("", |at| &high[at..]);
    format!("{} – {high}", low.strip_suffix(unit).unwrap_or(low))
}

/// Whether its figures are shown beside those of which they are ratios.
fn is_ratio(measure: Measure) -> bool {
    use Measure::{Build, Calls, Fib, HandOver};
    matches!(measure, Build | Calls | Fib | HandOver)
}

/// A measure in words, as the head of a table and, for a ratio, of a column.
pub fn heading(measure: Measure) -> (&'static str, &'static str) {
    match measure {
        Measure::Create => ("create and finish one unit", ""),
        Measure::Memory => ("memory of one waiting unit", ""),
        Measure::Swarm => ("many waiting units, elapsed ÷ ideal", ""),
        Measure::Greeters => ("three greeters, elapsed ÷ ideal", ""),
        Measure::Downloads => ("requests of 50 ms, elapsed ÷ ideal", ""),
        Measure::Waterfall => ("requests of 50 ms, as in the plot", ""),
        Measure::Capacity => ("speed of all cores, one core is 1", ""),
        Measure::FibTime => ("eight Fibonacci numbers", ""),
        Measure::HandOverTime => ("handing bytes over", ""),
        Measure::BigResult => ("making, handing over, summing up", ""),
        Measure::Cure => ("cures of the lost update ÷ local sums", ""),
        Measure::BuildTime => ("first build, CPU time", ""),
        Measure::Calls => ("one unit ÷ a call", "÷ a call"),
        Measure::Fib => ("Fibonacci, speed-up ÷ cores", "speed-up ÷ cores"),
        Measure::HandOver => ("handing bytes over ÷ memcpy", "÷ memcpy"),
        Measure::Build => ("first build ÷ bare program", "÷ bare"),
    }
}

/// A value with its unit, in three or four digits.
pub fn value(measure: Measure, value: f64) -> String {
    match measure {
        Measure::Create | Measure::HandOverTime => time(value),
        Measure::Memory => bytes(value),
        Measure::Waterfall
        | Measure::FibTime
        | Measure::BigResult
        | Measure::BuildTime => time(value * 1e9),
        Measure::Calls | Measure::HandOver | Measure::Cure | Measure::Build => {
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

/// A round number with the largest unit of which there is one: 100 MB.
pub fn scaled(mut value: f64, units: &[&str]) -> String {
    let mut unit = 0;
    while value >= 999.0 && unit + 1 < units.len() {
        value /= 1e3;
        unit += 1;
    }
    format!("{value:.0} {}", units[unit])
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
        assert_eq!(scaled(1e8, &["B", "kB", "MB"]), "100 MB");
        assert_eq!(range("1.5 ms", "2.0 ms"), "1.5 – 2.0 ms");
        assert_eq!(range("1.5 µs", "2.0 ms"), "1.5 µs – 2.0 ms");
        assert_eq!(range("1.001", "1.002"), "1.001 – 1.002");
    }

    #[test]
    fn each_figure_has_a_line() {
        let report = crate::report::tests::example();
        let mut out = Vec::new();
        print(&mut out, &report).unwrap();
        let text = String::from_utf8(out).unwrap();
        // Python's task takes 7,300 ns, and tokio's 327.
        let task = text.lines().find(|line| line.starts_with("tokio task"));
        assert!(task.is_some_and(|line| line.ends_with(" 22.3")), "{text}");
        assert!(text.contains("Python process"), "{text}");
        assert!(text.contains("Not measured: uvloop: not installed"), "{text}");
    }
}
