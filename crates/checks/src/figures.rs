//! Runs a check, and writes the figures that it prints into the page on
//! reliability.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result};

/// The page, in the workspace.
const PAGE: &str = "docs/src/reliability.md";

/// Runs a command, shows what it prints, and if it succeeds, puts its figure
/// into the row of the page that begins with `name`.
///
/// # Errors
///
/// Fails if the command can't be started, or the page has no such row.
pub fn row(
    root: &Path,
    out: &mut impl Write,
    name: &str,
    command: &[String],
) -> Result<ExitStatus> {
    let (program, args) = command.split_first().context("no command")?;
    let mut child = Command::new(program)
        .args(args)
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start {program}"))?;
    let stdout = child.stdout.take().context("its stdout is a pipe")?;
    let mut printed = Vec::new();
    for line in BufReader::new(stdout).lines() {
        let line = line?;
        writeln!(out, "{line}")?;
        printed.push(line);
    }
    let status = child.wait()?;
    if status.success() {
        let figure = figure(&printed).context("it printed no figure")?;
        rewrite(root, |page| with_row(page, name, &figure))?;
    }
    Ok(status)
}

/// Puts what a check reports, in Markdown, between the marks of that name.
///
/// # Errors
///
/// Fails if there is no such file, or no such marks on the page.
pub fn section(root: &Path, name: &str, file: &Path) -> Result<()> {
    let text =
        fs::read_to_string(file).with_context(|| file.display().to_string())?;
    rewrite(root, |page| with_section(page, name, text.trim()))
}

/// The page is written only if a figure has changed.
fn rewrite(
    root: &Path,
    change: impl FnOnce(&str) -> Option<String>,
) -> Result<()> {
    let path = root.join(PAGE);
    let old = fs::read_to_string(&path).context(PAGE)?;
    let new = change(&old);
    let new = new.with_context(|| format!("{PAGE} has no place for it"))?;
    if new != old {
        fs::write(&path, new).context(PAGE)?;
    }
    Ok(())
}

/// The sum of all `N passed` of cargo, or else the last line, without the time
/// that it took: that is another one each time.
fn figure(printed: &[String]) -> Option<String> {
    let passed = printed.iter().filter_map(|line| {
        let rest = line.strip_prefix("test result: ok. ")?;
        rest.split_once(" passed")?.0.parse::<u64>().ok()
    });
    let (count, tests) = passed.fold((0, 0), |(n, sum), it| (n + 1, sum + it));
    if count > 0 {
        return Some(format!("{tests} tests passed"));
    }
    let last = printed.iter().rev().find(|line| !line.trim().is_empty())?;
    let words: Vec<_> = last.trim().trim_end_matches('.').split(", ").collect();
    let words = words.into_iter().filter(|words| !is_time(words));
    Some(words.collect::<Vec<_>>().join(", "))
}

/// `17 s`, `4.0 s`, `45 min`.
fn is_time(words: &str) -> bool {
    words.split_once(' ').is_some_and(|(number, unit)| {
        number.parse::<f64>().is_ok() && matches!(unit, "s" | "ms" | "min")
    })
}

fn with_row(page: &str, name: &str, figure: &str) -> Option<String> {
    let start = page.find(&format!("| {name} | "))?;
    let end = start + page[start..].find('\n')?;
    let row = page[start..end].trim_end().strip_suffix('|')?;
    let (before, _) = row.rsplit_once("| ")?;
    Some(format!("{}{before}| {figure} |{}", &page[..start], &page[end..]))
}

fn with_section(page: &str, name: &str, text: &str) -> Option<String> {
    let (begin, end) = (format!("<!-- {name}: begin -->\n"), "<!-- end -->");
    let (before, rest) = page.split_once(&begin)?;
    let (_, after) = rest.split_once(end)?;
    Some(format!("{before}{begin}\n{text}\n\n{end}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &[&str]) -> Option<String> {
        figure(&lines.iter().map(|&line| line.into()).collect::<Vec<_>>())
    }

    #[test]
    fn the_tests_are_added_up() {
        let tests = of(&[
            "test result: ok. 24 passed; 0 failed; finished in 0.47s",
            "",
            "test result: ok. 3 passed; 0 failed; finished in 3.27s",
            "",
        ]);
        assert_eq!(tests.as_deref(), Some("27 tests passed"));
    }

    #[test]
    fn the_last_line_counts_without_its_time() {
        let faults = of(&["…", "9 passed, 0 failed, 0 processes left, 17 s"]);
        let words = "9 passed, 0 failed, 0 processes left";
        assert_eq!(faults.as_deref(), Some(words));
        let diff = of(&["74 examples, 0 unexpected differences, 4.0 s", ""]);
        let words = "74 examples, 0 unexpected differences";
        assert_eq!(diff.as_deref(), Some(words));
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn only_the_row_or_the_section_changes() {
        let page = "| a | x | 1 |\n| b | y | 2 |\n\
                    <!-- c: begin -->\nx\n<!-- end -->\n";
        let new = with_row(page, "b", "3").unwrap();
        assert_eq!(new, page.replace("| 2 |", "| 3 |"));
        let new = with_section(page, "c", "y").unwrap();
        assert_eq!(new, page.replace("\nx\n", "\n\ny\n\n"));
        assert_eq!(with_row(page, "d", "3"), None);
        assert_eq!(with_section(page, "d", "y"), None);
    }
}
