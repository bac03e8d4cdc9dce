//! The part of the page that a run writes: the plots and the tables.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::report::Report;
use crate::table::{Part, Row, parts};

const BEGIN: &str = "<!-- written by `just costs --record`: begin -->\n";
const END: &str = "<!-- end -->\n";

/// Writes a run into the page, between the two marks.
pub fn rewrite(page: &Path, report: &Report) -> Result<()> {
    let old =
        fs::read_to_string(page).with_context(|| page.display().to_string())?;
    let new = replace(&old, &part(report))
        .with_context(|| format!("{} lacks the marks", page.display()))?;
    fs::write(page, new)?;
    Ok(())
}

fn replace(old: &str, part: &str) -> Option<String> {
    let (before, rest) = old.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}{part}{END}{after}"))
}

fn part(report: &Report) -> String {
    let Report { date, machine, seconds, .. } = report;
    let quick = if report.quick { " (`--quick`)" } else { "" };
    let mut text =
        format!("\nRecorded on {date} in {seconds} s{quick}: {machine}.\n");
    for (file, caption) in [
        ("price-map.svg", "The price of a unit: time against memory"),
        ("curves.svg", "Memory and time against the number of units"),
        ("waterfall.svg", "The same requests in three models"),
    ] {
        text += &format!("\n![{caption}; {date}, {machine}](costs/{file})\n");
    }
    for part in parts(report) {
        let Part { heading, limit, rows } = part;
        text += &format!(
            "\n| {heading} | median | spread | {limit} | Python ÷ |\n\
             |---|--:|---|--:|--:|\n"
        );
        for row in rows {
            let Row { name, median, spread, limit, python, .. } = row;
            let mark = if row.disturbed { "~ " } else { "" };
            text += &format!(
                "| {name} | {mark}{median} | {spread} | {limit} | {python} |\n"
            );
        }
    }
    for skipped in &report.skipped {
        text += &format!("\nNot measured: {skipped}\n");
    }
    if report.figures.iter().any(|figure| figure.disturbed) {
        text += "\n~ Other programs used the cores in every repetition.\n";
    }
    text + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_text_between_the_marks_changes() {
        let old = format!("before\n{BEGIN}old\n{END}after\n");
        let new = replace(&old, "new\n").unwrap();
        assert_eq!(new, format!("before\n{BEGIN}new\n{END}after\n"));
        assert_eq!(replace("no marks\n", "new\n"), None);
    }

    #[test]
    fn each_figure_has_a_row() {
        let part = part(&crate::report::tests::example());
        let row = "| tokio task | 327 ns |  |  | 22.3 |\n";
        assert!(part.contains(row), "{part}");
        assert!(part.contains("| 1,000 × thread | 38 kB |"), "{part}");
    }
}
