//! The parts of the page that a run writes: the plots and the tables.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::figures::Question;
use crate::report::Report;
use crate::table::{notes, tables};

const BEGIN: &str = "<!-- written by `just costs --record`: begin -->\n";
const BUILDS: &str =
    "<!-- written by `just costs --only builds --record`: begin -->\n";
const END: &str = "<!-- end -->\n";

/// Writes a report into the page, between the marks.
pub fn rewrite(page: &Path, report: &Report) -> Result<()> {
    let mut text =
        fs::read_to_string(page).with_context(|| page.display().to_string())?;
    for (begin, part) in [
        (BEGIN, part(report, &Question::USUAL, &plots(report))),
        (BUILDS, part(report, &[Question::Builds], "")),
    ] {
        text = replace(&text, begin, &part)
            .with_context(|| format!("{} lacks marks", page.display()))?;
    }
    fs::write(page, text)?;
    Ok(())
}

fn replace(old: &str, begin: &str, part: &str) -> Option<String> {
    let (before, rest) = old.split_once(begin)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{begin}{part}\n{END}{after}"))
}

fn plots(report: &Report) -> String {
    use Question::{Swarm, Units, Waterfall};
    let mut text = String::new();
    for (file, caption, questions) in [
        (
            "price-map.svg",
            "The price of a unit: time against memory",
            [Units, Swarm].as_slice(),
        ),
        ("curves.svg", "Memory and time against the number of units", &[Swarm]),
        ("waterfall.svg", "The same requests in three models", &[Waterfall]),
    ] {
        let source = report.source(questions);
        text += &format!("\n![{caption}; {source}](costs/{file})\n");
    }
    text
}

/// When some questions were answered, their plots, and their figures.
fn part(report: &Report, questions: &[Question], plots: &str) -> String {
    let mut text = String::new();
    for run in report.runs_of(questions) {
        text += &format!("\nRecorded on {run}.\n");
    }
    text += plots;
    for mut table in tables(report, questions) {
        text += &format!("\n{}", table.markdown());
    }
    for note in notes(report, questions) {
        text += &format!("\n{note}\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::{builds, example};

    #[test]
    fn only_the_text_between_the_marks_changes() {
        let old = format!("before\n{BEGIN}old\n{END}after\n");
        let new = replace(&old, BEGIN, "new\n").unwrap();
        assert_eq!(new, format!("before\n{BEGIN}new\n\n{END}after\n"));
        assert_eq!(replace("no marks\n", BEGIN, "new\n"), None);
    }

    #[test]
    fn each_figure_has_a_row_in_its_part() {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("costs.md");
        let marks = format!("{BEGIN}{END}between\n{BUILDS}{END}");
        fs::write(&page, marks).unwrap();
        let mut report = builds(15.0);
        report.complete_with(example());
        rewrite(&page, &report).unwrap();
        let text = fs::read_to_string(&page).unwrap();
        let (costs, builds) = text.split_once("between").unwrap();
        for (part, rows) in [
            (costs, ["| tokio task ", "| 1,000 × thread "].as_slice()),
            (builds, &["| bare program ", "| 07 "]),
        ] {
            assert_eq!(part.matches("Recorded on").count(), 1, "{part}");
            for row in rows {
                assert_eq!(
                    text.matches(row).count(),
                    part.matches(row).count()
                );
                assert!(part.contains(row), "{part}");
            }
        }
        assert!(builds.contains(" 3.00 |"), "{builds}");
    }
}
