//! The examples, what they print undisturbed, and what arguments they take.
//!
//! The examples and their arguments are those of the chapters' sessions; the
//! limits of the arguments are what `--help` states.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use checks::chapter::{self, Session};
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
    /// How long a second lasts: short, but long enough for those that count
    /// who comes in time.
    pub pace: &'static str,
    /// What it prints if nothing disturbs it, masked.
    pub expected: String,
    /// By which its output is masked.
    pub session: Option<Session>,
}

/// A demo: its examples, and the tour of them.
pub struct Room {
    pub examples: Vec<Arc<Example>>,
    pub tour: Arc<Example>,
    /// For each example, what it can be told.
    pub arguments: Vec<Vec<Argument>>,
}

/// An argument that takes a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// `--times`, or `None` if it stands for itself.
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

    /// Replaces what varies by nature.
    pub fn mask(&self, text: &str) -> String {
        match &self.session {
            Some(session) => rules::mask(text, session, Column::Recorded),
            None => text.to_owned(),
        }
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
    let mut rooms: Vec<Room> = Vec::new();
    let mut known = Vec::new();
    for session in chapter::read_all(root)? {
        let name = session.room.clone();
        let asked =
            |it: &String| name == *it || name.starts_with(&(it.clone() + "-"));
        let seen = (name.clone(), session.example.clone());
        if known.contains(&seen)
            || !(wanted.is_empty() || wanted.iter().any(asked))
        {
            continue;
        }
        known.push(seen);
        if rooms.last().is_none_or(|room| room.tour.room != name) {
            rooms.push(Room::new(name));
        }
        let room = rooms.last_mut().context("it has just been put there")?;
        let arguments = arguments(place, &session)?;
        room.examples.push(undisturbed(place, session)?);
        room.arguments.push(arguments);
    }
    ensure!(!rooms.is_empty(), "there is no such demo");
    Ok(rooms)
}

impl Room {
    fn new(room: String) -> Self {
        let tour = Example {
            room,
            name: None,
            args: Vec::new(),
            pace: "0.1",
            expected: String::new(),
            session: None,
        };
        Self { examples: Vec::new(), tour: tour.into(), arguments: Vec::new() }
    }
}

/// Runs an example, to know what it prints; it has to end well.
fn undisturbed(place: &Place, session: Session) -> Result<Arc<Example>> {
    let args = match session.example.as_str() {
        "counter" => vec!["--threads".into(), "200".into()],
        "costs" => vec!["--increments".into(), "1000".into()],
        _ => session.args.clone(),
    };
    let pace = match session.example.as_str() {
        "wait" | "blocking" => "0.1",
        _ => "0.01",
    };
    let mut example = Arc::new(Example {
        room: session.room.clone(),
        name: Some(session.example.clone()),
        args,
        pace,
        expected: String::new(),
        session: Some(session),
    });
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

/// What `--help` says that an example can be told.
fn arguments(place: &Place, session: &Session) -> Result<Vec<Argument>> {
    let label = format!("{} {} --help", session.room, session.example);
    let help = Command::new(place.programs.join(&session.room))
        .args([&session.example, "--help"])
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

#[cfg(test)]
mod tests {
    use super::*;

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
        assert!(silent.is_err(), "no limit, and it passes");
    }
}
