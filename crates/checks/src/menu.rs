//! The demos and their examples, as their `main.rs` lists them.
//!
//! Nothing has to be built for this. A test compares it with `--help`.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};
use serde::Serialize;

use crate::chapter::room;

/// A numbered crate.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Room {
    /// Its folder and binary, `02-threads`.
    pub name: String,
    /// What it is about.
    pub about: String,
    /// Its examples, in the order of its `--help`.
    pub examples: Vec<Example>,
}

impl Room {
    /// The counterpart of an example, in the workspace.
    ///
    /// # Errors
    ///
    /// One line with a guess, if it has none.
    pub fn counterpart(&self, example: &str) -> Result<&str, String> {
        let found = self.examples.iter().find(|it| it.name == example);
        found.and_then(|it| it.python.as_deref()).ok_or_else(|| {
            let names = self.examples.iter().filter(|it| it.python.is_some());
            let guess = guess(example, names.map(|it| it.name.as_str()));
            format!("{} has no '{example}' in Python{guess}", self.name)
        })
    }
}

/// One of its examples.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Example {
    /// Its name on the command line, `big-result`.
    pub name: String,
    /// What it does, in a sentence without a full stop.
    pub about: String,
    /// Its source file, in the workspace.
    pub rust: String,
    /// Its counterpart, if it has one.
    pub python: Option<String>,
}

/// Reads what all rooms say of themselves, in order.
///
/// # Errors
///
/// Fails if `root` is no workspace, or a room is not like the others.
pub fn read(root: &Path) -> Result<Vec<Room>> {
    rooms(root)?.into_iter().map(|name| read_room(root, name)).collect()
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

fn read_room(root: &Path, name: String) -> Result<Room> {
    let file = root.join("crates").join(&name).join("src/main.rs");
    let text = fs::read_to_string(&file)
        .with_context(|| file.display().to_string())?;
    let call = text.split("demo::main(").nth(1);
    let about = call.and_then(|call| call.split('"').nth(1));
    let about = about.with_context(|| format!("{name} has no demo::main"))?;
    let about = about.to_owned();
    let mut examples = Vec::new();
    for (example, sentence) in variants(&text) {
        let file = example.replace('-', "_");
        let python = format!("crates/{name}/python/{file}.py");
        examples.push(Example {
            about: sentence,
            rust: format!("crates/{name}/src/{file}.rs"),
            python: root.join(&python).exists().then_some(python),
            name: example,
        });
    }
    Ok(Room { name, about, examples })
}

/// The variants of `enum Example`, each with its doc comment.
fn variants(text: &str) -> Vec<(String, String)> {
    let body = text.split("enum Example {\n").nth(1).unwrap_or_default();
    let body = body.split("\n}\n").next().unwrap_or_default();
    let mut variants = Vec::new();
    let mut sentence = Vec::new();
    for line in body.lines().filter_map(|line| line.strip_prefix("    ")) {
        if let Some(part) = line.strip_prefix("/// ") {
            sentence.push(part);
        } else if line.starts_with(char::is_uppercase) {
            let name = line.split(|c: char| !c.is_alphanumeric()).next();
            let name = kebab_case(name.unwrap_or_default());
            variants.push((name, sentence.join(" ")));
            sentence.clear();
        }
    }
    variants
}

/// `BigResult` is `big-result` on the command line.
fn kebab_case(name: &str) -> String {
    let mut kebab = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.extend(c.to_lowercase());
    }
    kebab
}

/// Prints the rooms and their examples, a line each.
///
/// # Errors
///
/// Fails if the output can't be written.
pub fn print(out: &mut impl Write, rooms: &[Room]) -> io::Result<()> {
    for (index, Room { name, about, examples }) in rooms.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{name}: {about}")?;
        let names = examples.iter().map(|it| it.name.len());
        let width = names.max().unwrap_or_default();
        for Example { name, about, .. } in examples {
            writeln!(out, "  {name:width$}  {about}")?;
        }
    }
    Ok(())
}

/// Whether a word names this demo: by its name, its number, or its folder.
pub fn is_room(room: &str, word: &str) -> bool {
    let word = word.trim_end_matches('/');
    let word = word.rsplit('/').next().unwrap_or_default();
    let number = room.split_once('-').map_or(room, |(number, _)| number);
    [room, number, number.trim_start_matches('0')].contains(&word)
}

/// The demo that a word names, as [`is_room`] takes it.
///
/// # Errors
///
/// One line with a guess, if there is none.
pub fn find<'a>(rooms: &'a [Room], word: &str) -> Result<&'a Room, String> {
    rooms.iter().find(|room| is_room(&room.name, word)).ok_or_else(|| {
        let guess = guess(word, rooms.iter().map(|it| it.name.as_str()));
        format!("there is no demo '{word}'{guess}")
    })
}

/// A question to be appended to an error: what was probably meant, if one of
/// the names is alike enough.
pub fn guess<'a>(
    word: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> String {
    let likeness = |name: &str| strsim::jaro(word, name);
    names
        .into_iter()
        .filter(|name| likeness(name) > 0.7 || name.contains(word))
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
        .map(|name| format!("; did you mean '{name}'?"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_become_examples() {
        let text = "\
enum Other {
    /// No
    Wrong,
}
enum Example {
    /// Greet Guido
    Greeter,
    /// Hand over a large result,
    /// and more
    #[command(hide = false)]
    BigResult(args::Bytes),
}
";
        let expected = [
            ("greeter", "Greet Guido"),
            ("big-result", "Hand over a large result, and more"),
        ];
        let expected = expected.map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(variants(text), expected);
    }

    #[test]
    fn a_room_has_several_names() {
        for word in ["07", "7", "07-race", "crates/07-race/"] {
            assert!(is_room("07-race", word), "{word}");
        }
        for word in ["", "0", "race", "70", "-race"] {
            assert!(!is_room("07-race", word), "{word}");
        }
    }

    #[test]
    fn a_guess_is_the_most_alike() {
        let names = ["greeter", "greeter-smol", "workers"];
        assert_eq!(guess("greter", names), "; did you mean 'greeter'?");
        assert_eq!(guess("smol", names), "; did you mean 'greeter-smol'?");
        assert_eq!(guess("xyz", names), "");
    }
}
