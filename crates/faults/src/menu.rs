//! The examples, what they print undisturbed, and which arguments they take.
//!
//! The examples are those of each room's `main.rs`, with the arguments of its
//! chapter's sessions. The limits of the arguments are what `--help` states.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use checks::chapter::{self, Session};
use checks::menu::{Room, guess, is_room};
use checks::progress;

use crate::case::{Case, Class, Expect};
use crate::example::Example;
use crate::help::{self, Argument};
use crate::judge::judge;
use crate::pool;
use crate::run::{Programs, run};

/// An example, or the guided tour of a demo, and its arguments.
pub struct Entry {
    pub example: Arc<Example>,
    pub arguments: Vec<Argument>,
}

/// Keeps the demos that these words name, or all if there are no words. If
/// there is no such demo, an error says so.
pub fn choose(rooms: &mut Vec<Room>, words: &[String]) -> Result<(), String> {
    for word in words {
        if !rooms.iter().any(|it| is_room(&it.name, word)) {
            let guess = guess(word, rooms.iter().map(|it| it.name.as_str()));
            return Err(format!("there is no demo '{word}'{guess}"));
        }
    }
    rooms.retain(|room| {
        words.is_empty() || words.iter().any(|it| is_room(&room.name, it))
    });
    Ok(())
}

/// The examples and the tours of these demos, each run once.
pub fn read(
    root: &Path,
    programs: &Programs,
    rooms: &[Room],
) -> Result<Vec<Entry>> {
    let sessions = chapter::read_all(root)?;
    let mut examples = Vec::new();
    for Room { name: room, examples: names, .. } in rooms {
        for name in names.iter().map(|it| &it.name) {
            let is = |it: &&Session| it.room == *room && it.example == *name;
            let session = sessions.iter().find(is).cloned();
            examples.push(example(room, name, session));
        }
        let tour = example(room, "", None);
        examples.push(Example { name: None, pace: "0.1", ..tour });
    }
    let count = examples.len() as u64;
    let bar = progress::bar(count).with_message("examples, undisturbed");
    let read = |example: &Example| {
        let arguments = read_help(programs, example)?;
        let example = undisturbed(programs, example)?;
        bar.inc(1);
        Ok(Entry { example, arguments })
    };
    pool::each(&examples, read).into_iter().collect()
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
fn undisturbed(programs: &Programs, example: &Example) -> Result<Arc<Example>> {
    let expect = Expect::Status(&[0]);
    let shared = Arc::new(example.clone());
    let case = Case::new(Class::Output, "none at all", &shared, expect);
    let outcome = run(programs, &case)?;
    let wrong = judge(&case, &outcome);
    ensure!(wrong.is_empty(), "{case}: {}", wrong.join("; "));
    let expected = example.mask(&outcome.written.stdout);
    Ok(Arc::new(Example { expected, ..example.clone() }))
}

fn read_help(programs: &Programs, example: &Example) -> Result<Vec<Argument>> {
    let label = format!("{} --help", example.label());
    let help = Command::new(programs.folder.join(&example.room))
        .args(&example.name)
        .arg("--help")
        .output()
        .with_context(|| label.clone())?;
    help::arguments(&String::from_utf8(help.stdout)?).context(label)
}
