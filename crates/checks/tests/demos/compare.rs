//! Siblings can be compared, and the README shows what comes out.

use std::collections::HashSet;
use std::fs;
use std::process::Command;

use checks::compare::{self, Form};

use crate::demo::root;

fn compare(example: &str, old: &str, new: &str) -> String {
    let sides = [old.to_owned(), new.to_owned()];
    let mut out = Vec::new();
    let form = Form::Diff { colours: false };
    compare::print(&mut out, &root(), example, &sides, form).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_readme_shows_what_just_compare_prints() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, rest) = readme.split_once("```diff\n").unwrap();
    let (shown, _) = rest.split_once("```").unwrap();
    assert_eq!(shown, compare("greeter", "02", "06"));
    assert!(readme.contains("just compare greeter 02 06"));
}

/// A row of a table that begins with `| measured | median |`, in `choosing.md`,
/// is a row of the costs.
#[test]
fn the_figures_for_choosing_are_the_recorded_costs() {
    let read = |path| fs::read_to_string(root().join(path)).unwrap();
    let cells = |line: &str| -> Option<(String, String)> {
        let mut cells = line.strip_prefix('|')?.split('|').map(str::trim);
        Some((cells.next()?.to_owned(), cells.next()?.to_owned()))
    };
    let costs = read("docs/src/costs.md");
    let recorded: HashSet<_> = costs.lines().filter_map(cells).collect();
    let choosing = read("docs/src/choosing.md");
    let mut count = 0;
    for table in choosing.split("| measured | median |\n").skip(1) {
        for row in table.lines().skip(1).map_while(cells) {
            assert!(recorded.contains(&row), "costs.md has no {row:?}");
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
}

/// The README's costs are those of the recorded run.
#[test]
fn the_readme_shows_the_recorded_costs() {
    let read = |path| fs::read_to_string(root().join(path)).unwrap();
    let (readme, costs) = (read("README.md"), read("docs/src/costs.md"));
    let recorded = |subject: &str| -> String {
        let mut rows = costs.lines().map(|line| line.split('|').map(str::trim));
        let row = rows.find(|row| row.clone().nth(1) == Some(subject));
        row.unwrap().nth(2).unwrap().to_owned()
    };
    for (name, unit, waiting, python, python_waiting) in [
        ("process", "process", "256", "Python process", "64"),
        ("thread", "thread", "1,000", "Python thread", "1,000"),
        (
            "coroutine with a stack",
            "coroutine",
            "10,000",
            "gevent greenlet",
            "1,000",
        ),
        ("task", "tokio task", "100,000", "asyncio task", "100,000"),
    ] {
        let line = format!(
            "| {name} | {} | {} | {}, {}",
            recorded(unit),
            recorded(&format!("{waiting} × {unit}")),
            recorded(python),
            recorded(&format!("{python_waiting} × {python}")),
        );
        assert!(readme.contains(&line), "{line}");
    }
}

#[test]
fn each_sibling_is_listed_with_its_counterpart() {
    let mut out = Vec::new();
    compare::list(&mut out, &root(), "greeter-smol").unwrap();
    let listed = String::from_utf8(out).unwrap();
    for line in ["02-threads greeter, py", "08-green-threads greeter-smol, py"]
    {
        assert!(listed.lines().any(|it| it == line), "{listed}");
    }
}

#[test]
fn a_room_with_several_siblings_asks_which_one() {
    for (sides, says) in [
        (["02", "08"], "which one of 08: greeter-async-std, greeter-smol, "),
        (["02", "07"], "there is no greeter in '07'"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_checks"))
            .args(["compare", "greeter"])
            .args(sides)
            .output()
            .unwrap();
        assert!(!output.status.success());
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains(says), "{stderr}");
    }
    assert!(compare("greeter", "02", "greeter-smol").contains("Executor"));
}

/// The lines that differ on each side, and the share of the words that do.
fn measure(diff: &str) -> (usize, usize, f64) {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    let (mut old_lines, mut new_lines) = (0, 0);
    for line in diff.lines().skip(2) {
        let (mark, text) = line.split_at(line.len().min(1));
        let words = text.split_whitespace();
        match mark {
            "-" => {
                old_lines += 1;
                old.extend(words);
            }
            "+" => {
                new_lines += 1;
                new.extend(words);
            }
            _ => {
                old.extend(words.clone());
                new.extend(words);
            }
        }
    }
    let ratio = similar::TextDiff::from_slices(&old, &new).ratio();
    (old_lines, new_lines, 1.0 - f64::from(ratio))
}

/// Siblings that differ in more than the model, and why.
const EXCEPTIONS: [(&str, &str, &str); 2] = [
    ("swarm", "02", "the error of the 10,001st thread is a part of its lesson"),
    ("workers", "06", "those of 08 are green threads: they have a stack"),
];

#[test]
fn siblings_differ_only_where_the_model_does() {
    let mut compared = 0;
    for example in ["greeter", "workers", "fib", "swarm", "fetch-urls"] {
        for (old, new) in [("01", "02"), ("02", "06"), ("06", "08")] {
            let sides = [old, new].map(|side| sibling(example, side));
            let [Some(from), Some(to)] = sides else { continue };
            if EXCEPTIONS.iter().any(|it| (it.0, it.1) == (example, old)) {
                continue;
            }
            compared += 1;
            let (removed, added, words) =
                measure(&compare(example, &from, &to));
            let says =
                format!("{example} {old} {new}: -{removed} +{added}, {words}");
            assert!(words <= 0.25, "{says}");
            let is_short = ["greeter", "workers"].contains(&example);
            assert!(!is_short || removed.max(added) <= 9, "{says}");
        }
    }
    assert_eq!(compared, 10);
}

/// The side to ask for; of several in a room, smol's.
fn sibling(example: &str, room: &str) -> Option<String> {
    let sources = compare::sources(&root()).unwrap();
    let smol = format!("{example}-smol");
    let names = [example, &smol];
    let mut found = sources.into_iter().filter(|it| it.room.starts_with(room));
    let source = found.find(|it| names.contains(&it.example.as_str()))?;
    Some(if source.example == smol { smol } else { room.to_owned() })
}
