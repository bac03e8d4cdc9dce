//! The examples, what they print undisturbed, and which arguments they take.
//!
//! The examples are those of each room's `main.rs`, with the arguments of its
//! chapter's sessions. The limits of the arguments are what `--help` states.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use anyhow::{Context, Result, bail, ensure};
use checks::chapter::{self, Session};
use checks::menu;
use checks::rules::{self, Column};

use super::Place;
use super::case::{Case, Class, Expect};
use super::judge::judge;
use super::run::run;

/// An example of a demo, with arguments that make it short.
#[derive(Debug)]
pub struct Example {
    /// The demo's program, `02-threads`.
    pub room: String,
    /// `None` is the guided tour.
    pub name: Option<String>,
    pub args: Vec<String>,
    /// How long a second lasts: short, but long enough for the examples that
    /// count what is done in time.
    pub pace: &'static str,
    /// What it prints undisturbed, masked.
    pub expected: String,
    /// The session in its chapter, whose rules mask its output.
    pub session: Option<Session>,
}

/// A demo: its examples, and the tour of them.
pub struct Room {
    pub examples: Vec<Arc<Example>>,
    pub tour: Arc<Example>,
    /// The arguments of each example.
    pub arguments: Vec<Vec<Argument>>,
}

/// An argument that takes a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// `--times`, or `None` for a value without an option.
    pub option: Option<String>,
    /// Whether it may come several times.
    pub many: bool,
    /// The least and the greatest value, as `--help` puts it; not for URLs.
    pub range: Option<(String, String)>,
}

impl Example {
    /// Its name and its arguments.
    pub fn words(&self) -> Vec<String> {
        self.name.iter().chain(&self.args).cloned().collect()
    }

    pub fn label(&self) -> String {
        let name = self.name.as_deref().unwrap_or("(tour)");
        format!("{} {name}", self.room)
    }

    /// Replaces what varies from run to run.
    pub fn mask(&self, text: &str) -> String {
        match &self.session {
            Some(session) => rules::mask(text, session, Column::Recorded).text,
            // A tour is all examples in one text: no rule of one applies.
            None => mask_numbers_and_truths(text),
        }
    }

    /// Whether it prints anything on stdout; `empty` doesn't.
    pub fn prints(&self) -> bool {
        !self.expected.is_empty()
    }

    pub fn is(&self, name: &str) -> bool {
        self.name.as_deref() == Some(name)
    }
}

/// The demos that were asked for, or all of them.
pub fn rooms(
    root: &Path,
    place: &Place,
    wanted: &[String],
) -> Result<Vec<Room>> {
    let sessions = chapter::read_all(root)?;
    let mut rooms = menu::read(root)?;
    for word in wanted {
        if !rooms.iter().any(|it| menu::is_room(&it.name, word)) {
            let names = rooms.iter().map(|it| it.name.as_str());
            bail!("there is no demo '{word}'{}", menu::guess(word, names));
        }
    }
    rooms.retain(|room| {
        let mut words = wanted.iter();
        wanted.is_empty() || words.any(|it| menu::is_room(&room.name, it))
    });
    rooms.iter().map(|it| room(place, it, &sessions)).collect()
}

fn room(
    place: &Place,
    room: &menu::Room,
    sessions: &[Session],
) -> Result<Room> {
    let mut examples = Vec::new();
    let mut arguments = Vec::new();
    for menu::Example { name, .. } in &room.examples {
        let is = |it: &&Session| it.room == room.name && it.example == *name;
        let session = sessions.iter().find(is).cloned();
        arguments.push(read_help(place, &room.name, name)?);
        let example = example(&room.name, name, session);
        examples.push(undisturbed(place, example)?);
    }
    let tour = Example {
        room: room.name.clone(),
        name: None,
        args: Vec::new(),
        pace: "0.1",
        expected: String::new(),
        session: None,
    };
    Ok(Room { examples, tour: undisturbed(place, tour)?, arguments })
}

fn example(room: &str, name: &str, session: Option<Session>) -> Example {
    let args = match name {
        "counter" => vec!["--threads".into(), "200".into()],
        "prices" => vec!["--increments".into(), "1000".into()],
        _ => session.as_ref().map(|it| it.args.clone()).unwrap_or_default(),
    };
    let pace = match name {
        "wait" | "blocking" => "0.1",
        _ => "0.01",
    };
    Example {
        room: room.to_owned(),
        name: Some(name.to_owned()),
        args,
        pace,
        expected: String::new(),
        session,
    }
}

/// Runs an example and keeps what it prints. It has to end well.
fn undisturbed(place: &Place, example: Example) -> Result<Arc<Example>> {
    let mut example = Arc::new(example);
    let expect = Expect::Status(&[0]);
    let case = Case::new(Class::Output, "none at all", &example, expect);
    let outcome = run(place, &case)?;
    let wrong = judge(&case, &outcome);
    ensure!(wrong.is_empty(), "{case}: {}", wrong.join("; "));
    drop(case);
    let expected = example.mask(&outcome.stdout);
    Arc::get_mut(&mut example).context("the case is gone")?.expected = expected;
    Ok(example)
}

/// The arguments of an example, as its `--help` states them.
fn read_help(place: &Place, room: &str, name: &str) -> Result<Vec<Argument>> {
    let label = format!("{room} {name} --help");
    let help = Command::new(place.programs.join(room))
        .args([name, "--help"])
        .output()
        .with_context(|| label.clone())?;
    let help = String::from_utf8(help.stdout)?;
    let mut arguments = Vec::new();
    for line in help.lines().map(str::trim_start) {
        arguments.extend(argument(line).with_context(|| label.clone())?);
    }
    Ok(arguments)
}

/// Reads a line like `--times <TIMES>  How often: 1 to 1000 [default: 80]`.
fn argument(line: &str) -> Result<Option<Argument>> {
    let option = line.starts_with("--") && line.contains(" <");
    if !option && !line.starts_with('[') {
        return Ok(None);
    }
    let (head, text) = line.split_once("  ").context("no sentence")?;
    let words = text.split_whitespace().collect::<Vec<_>>();
    let number = |word: &str| {
        let word = word.trim_end_matches([',', ':', ']']);
        word.parse::<f64>().is_ok().then(|| word.to_owned())
    };
    let range = words.windows(3).find_map(|words| match words {
        [least, "to", most] => Some((number(least)?, number(most)?)),
        _ => None,
    });
    let is_url = text.contains("http://");
    ensure!(range.is_some() || is_url, "{head}: no limit is stated");
    let option = head.split(' ').next().filter(|_| option);
    Ok(Some(Argument {
        option: option.map(str::to_owned),
        many: head.ends_with("..."),
        range,
    }))
}

/// Replaces each number and each `true` and `false`.
fn mask_numbers_and_truths(text: &str) -> String {
    let mut masked = String::new();
    for part in text.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        if rest.len() < part.len() {
            masked.push_str("<number>");
        }
        masked.push_str(rest);
    }
    masked.replace("true", "<truth>").replace("false", "<truth>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_numbers_and_truths() {
        let text = "Worker 3 slept for 12 s\nfalse\n[1, 4]\n";
        let masked = "Worker <number> slept for <number> s\n<truth>\n\
                      [<number>, <number>]\n";
        assert_eq!(mask_numbers_and_truths(text), masked);
    }

    #[test]
    fn finds_the_limits_in_the_help() {
        let line = "--times <TIMES>      How often: 1 to 1000 [default: 80]";
        let expected = Argument {
            option: Some("--times".into()),
            many: false,
            range: Some(("1".into(), "1000".into())),
        };
        assert_eq!(argument(line).unwrap(), Some(expected));

        let line = "[NUMBERS]...  What to square: from -3 to 3 [default: 1]";
        let expected = Argument {
            option: None,
            many: true,
            range: Some(("-3".into(), "3".into())),
        };
        assert_eq!(argument(line).unwrap(), Some(expected));

        let line = "[URL]...  What to fetch: http://host/path";
        let expected = Argument { option: None, many: true, range: None };
        assert_eq!(argument(line).unwrap(), Some(expected));

        assert_eq!(argument("-h, --help  Print help").unwrap(), None);
        let silent = argument("--times <TIMES>  How often");
        assert!(silent.is_err(), "no limit is stated, and none is missed");
    }
}
