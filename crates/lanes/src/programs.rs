//! What is to be run: an example, its counterpart, or any other command.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;
use checks::diff::{self, Setting};
use checks::menu::{self, Room};
use checks::python::Python;
use checks::{place, rules};
use demo::endings::refuse;
use instruments::marks;
use lanes::observe::Pipe;
use site::Site;

use crate::Args;

/// What is to be run, once.
pub struct Program {
    /// The command, without the pace.
    pub command: Command,
    /// As one would type it.
    pub title: String,
    /// The example of ours that it is.
    pub example: Option<Example>,
    /// Serve until the program has ended.
    _site: Option<Site>,
    _python: Option<Python>,
}

/// An example in its room; a tour has no name.
pub struct Example {
    /// `02-threads`.
    pub room: String,
    /// `workers`.
    pub name: String,
}

/// The program that the arguments name. Its site leaves its marks in the pipe.
pub fn choose(args: &Args, pipe: &Pipe) -> Result<Program> {
    if let Some((name, rest)) = args.command.split_first() {
        let mut command = Command::new(name);
        command.args(rest);
        let words = args.command.iter().map(|word| word.to_string_lossy());
        let title = Vec::from_iter(words).join(" ");
        return Ok(plain(command, title, None));
    }
    let root = place::workspace()?;
    let rooms = menu::read(&root)?;
    let word = args.room.as_deref().unwrap_or_default();
    let room = menu::find(&rooms, word).unwrap_or_else(|it| refuse(it));
    let setting = Setting {
        root,
        bin_dir: match &args.bin_dir {
            Some(folder) => folder.clone(),
            None => place::own_folder()?,
        },
        second: args.second.as_secs_f64().to_string(),
        limit: Duration::MAX,
        jobs: 1,
        observed: false,
    };
    match args.python {
        true => in_python(&setting, room, args, pipe),
        false => in_rust(&setting, room, args),
    }
}

fn plain(command: Command, title: String, example: Option<Example>) -> Program {
    Program { command, title, example, _site: None, _python: None }
}

fn in_rust(setting: &Setting, room: &Room, args: &Args) -> Result<Program> {
    let mut command =
        Command::new(diff::program(&setting.bin_dir, &room.name)?);
    if let Some(example) = &args.example {
        let mut names = room.examples.iter().map(|it| it.name.as_str());
        if !names.clone().any(|it| it == example) && !example.starts_with('-') {
            let guess = menu::guess(example, names.by_ref());
            refuse(format!("{} has no '{example}'{guess}", room.name));
        }
        command.arg(example);
    }
    command.args(&args.args);
    Ok(plain(command, title(&room.name, args), Some(of(room, args))))
}

fn in_python(
    setting: &Setting,
    room: &Room,
    args: &Args,
    pipe: &Pipe,
) -> Result<Program> {
    let example = args.example.as_deref().unwrap_or_default();
    let counterpart = room.counterpart(example).unwrap_or_else(|it| refuse(it));
    let python = Python::prepare(&setting.root, &setting.target())?;
    let mut command = python.command(&setting.root.join(counterpart));
    command.args(&args.args);
    let site = setting.site_unless_named(example)?;
    if let Some(site) = &site {
        marks::send_to(&pipe.path());
        command.env("SITE", site.url(""));
    }
    let title = format!("{} in Python", title(&room.name, args));
    let program = plain(command, title, Some(of(room, args)));
    Ok(Program { _site: site, _python: Some(python), ..program })
}

fn of(room: &Room, args: &Args) -> Example {
    let name = args.example.clone().unwrap_or_default();
    Example { room: room.name.clone(), name }
}

fn title(room: &str, args: &Args) -> String {
    let mut words = vec![room.to_owned()];
    words.extend(args.example.clone());
    words.extend(args.args.iter().map(|it| it.to_string_lossy().into_owned()));
    words.join(" ")
}

/// The arguments for an example in each room that has it: a strip's rows.
pub fn rows(args: &Args) -> Result<Vec<Args>> {
    let rooms = menu::read(&place::workspace()?)?;
    let word = args.room.as_deref().unwrap_or_default();
    let is_one = |name: &str| name == word || rules::family(name) == Some(word);
    let names = rooms.iter().flat_map(|room| &room.examples);
    let names = names.map(|it| it.name.as_str());
    if !names.clone().any(is_one) {
        let guess = menu::guess(word, names);
        refuse(format!("there is no example '{word}'{guess}"));
    }
    let words = args.example.iter().map(OsString::from);
    let words: Vec<_> = words.chain(args.args.clone()).collect();
    let rows = rooms.iter().filter_map(|room| {
        let example = room.examples.iter().find(|it| is_one(&it.name))?;
        Some(Args {
            room: Some(room.name.clone()),
            example: Some(example.name.clone()),
            args: words.clone(),
            ..args.clone()
        })
    });
    Ok(rows.collect())
}

/// A room's name, as far as there is room for it: `06 event loop`.
pub fn short_name(room: &str) -> String {
    let name = room.replace('-', " ");
    if name.len() <= 16 {
        return name;
    }
    let end = name[..17].rfind(' ').unwrap_or(16);
    name[..end].to_owned()
}

/// A file beside the programs, named after the command.
pub fn default_file(title: &str) -> Result<PathBuf> {
    let folder = place::own_folder()?;
    let target = folder.parent().unwrap_or(&folder);
    let name = title.rsplit_once('/').map_or(title, |(_, name)| name);
    let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let name: String = name.chars().map(plain).take(60).collect();
    Ok(target.join("lanes").join(name + ".svg"))
}
