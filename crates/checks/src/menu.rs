//! The demos and their examples, in their own words.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::chapter::room;
use crate::diff::program;

/// Prints for each demo what its `--help` says of it and of its examples.
///
/// # Errors
///
/// Fails if a demo isn't built, or can't say.
pub fn print(out: &mut impl Write, root: &Path, bin_dir: &Path) -> Result<()> {
    for (index, room) in rooms(root)?.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        describe(out, room, &help(bin_dir, room)?)?;
    }
    Ok(())
}

/// The names of all demos, in order.
///
/// # Errors
///
/// Fails if `root` is no workspace.
pub fn rooms(root: &Path) -> Result<Vec<String>> {
    let mut rooms = Vec::new();
    for entry in fs::read_dir(root.join("crates"))
        .with_context(|| format!("no crates in {}", root.display()))?
    {
        rooms.extend(room(&entry?.path()).map(str::to_owned));
    }
    rooms.sort();
    Ok(rooms)
}

/// The names of a demo's examples, in the order of its tour.
///
/// # Errors
///
/// Fails if the demo isn't built, or can't say.
pub fn examples(bin_dir: &Path, room: &str) -> Result<Vec<String>> {
    let help = help(bin_dir, room)?;
    let names = menu(&help).filter_map(|line| line.split_whitespace().next());
    Ok(names.map(str::to_owned).collect())
}

fn help(bin_dir: &Path, room: &str) -> Result<String> {
    let output = Command::new(program(bin_dir, room)?)
        .arg("--help")
        .output()
        .with_context(|| format!("could not start {room}"))?;
    ensure!(output.status.success(), "{room} --help: {}", output.status);
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Prints the first sentence, and the list of examples as clap aligned it.
fn describe(out: &mut impl Write, room: &str, help: &str) -> io::Result<()> {
    let about = help.lines().next().unwrap_or_default();
    let about = about.split(". ").next().unwrap_or_default();
    writeln!(out, "{room}: {about}")?;
    for example in menu(help) {
        writeln!(out, "{example}")?;
    }
    Ok(())
}

/// The lines that list the examples, a line each.
fn menu(help: &str) -> impl Iterator<Item = &str> {
    help.lines()
        .skip_while(|line| !matches!(*line, "Examples:" | "Commands:"))
        .skip(1)
        .take_while(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_a_menu_needs() {
        let help = "\
Threads of the operating system. Without an example: a guided tour

Usage: 02-threads [OPTIONS] [EXAMPLE]

Examples:
  greeter  Greet Guido
  workers  Start five workers

Options:
  -h, --help  Print help
";
        let mut out = Vec::new();
        describe(&mut out, "02-threads", help).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "\
02-threads: Threads of the operating system
  greeter  Greet Guido
  workers  Start five workers
"
        );
    }
}
