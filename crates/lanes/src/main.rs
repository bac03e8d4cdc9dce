//! `lanes 02 workers 9 1 7 4 5`: runs a program, and draws what ran when.

#![forbid(unsafe_code)]

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{self, Command, ExitCode};
use std::time::Duration;

use anyhow::{Context, Result};
use checks::diff::{self, Setting};
use checks::menu::{self, Room};
use checks::python::Python;
use checks::{place, rules};
use clap::{CommandFactory, FromArgMatches, Parser};
use demo::endings::say;
use lanes::json::json;
use lanes::observe::{Options, observe};
use lanes::svg::svg;
use lanes::text::text;
use site::Site;

/// Runs a program unchanged, and draws what ran when.
///
/// The program's lines go to stdout, unless the picture does.
#[derive(Parser)]
#[command(bin_name = "just lanes", disable_help_subcommand = true)]
struct Args {
    /// Run the Python counterpart
    #[arg(long)]
    python: bool,

    /// Print the picture as text, at most 72 columns wide
    #[arg(long, conflicts_with = "json")]
    text: bool,

    /// Print a trace for Perfetto or Chrome
    #[arg(long)]
    json: bool,

    /// Where the picture goes [default: target/lanes/…, if nothing is printed]
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,

    /// How long one second of the articles lasts: 0.01 to 60 seconds
    #[arg(long, env, default_value = "1", value_parser = demo::pace)]
    second: Duration,

    /// The folder of the demos' programs [default: this program's]
    #[arg(long, value_name = "DIR")]
    bin_dir: Option<PathBuf>,

    /// Do without ptrace
    #[arg(long, hide = true)]
    untraced: bool,

    /// A room, like `02`
    #[arg(required_unless_present = "command")]
    room: Option<String>,

    /// An example, like `workers` [default: the tour]
    example: Option<String>,

    /// Its arguments
    #[arg(allow_hyphen_values = true)]
    args: Vec<OsString>,

    /// Any other command
    #[arg(last = true, value_name = "COMMAND")]
    #[arg(conflicts_with_all = ["room", "python"])]
    command: Vec<OsString>,
}

/// What is to be run.
struct Program {
    command: Command,
    title: String,
    /// Whether it knows of the articles' seconds.
    is_ours: bool,
    /// Serves until the program has ended.
    _site: Option<Site>,
}

fn main() -> ExitCode {
    demo::endings::end_with(Args::command(), |mut matches| {
        run(Args::from_arg_matches_mut(&mut matches)?)
    })
}

fn run(args: Args) -> Result<ExitCode> {
    let mut program = choose(&args)?;
    program.command.env("SECOND", args.second.as_secs_f64().to_string());
    let second = u64::try_from(args.second.as_nanos())?;
    let prints = args.text || args.json;
    let options = Options {
        title: program.title.clone(),
        second: program.is_ours.then_some(second),
        pass_on: !prints,
        untraced: args.untraced,
    };
    let seen = observe(program.command, &options)?;

    let mut out = io::stdout().lock();
    if args.text {
        write!(out, "{}", text(&seen))?;
    }
    if args.json {
        writeln!(out, "{}", json(&seen))?;
    }
    let file = match args.svg {
        Some(file) => Some(file),
        None if prints => None,
        None => Some(default_file(&program.title)?),
    };
    if let Some(file) = file {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)
                .with_context(|| folder.display().to_string())?;
        }
        fs::write(&file, svg(&seen))
            .with_context(|| format!("could not write {}", file.display()))?;
        say(&file.display().to_string());
    }
    if args.text || args.json {
        out.flush()?;
    } else {
        for note in &seen.notes {
            say(&format!("note: {note}"));
        }
    }
    Ok(match &seen.failure {
        None => ExitCode::SUCCESS,
        Some(failure) => {
            say(&format!("error: {}: {failure}", program.title));
            ExitCode::FAILURE
        }
    })
}

fn choose(args: &Args) -> Result<Program> {
    if let Some((name, rest)) = args.command.split_first() {
        let mut command = Command::new(name);
        command.args(rest);
        let words = args.command.iter().map(|word| word.to_string_lossy());
        let title = Vec::from_iter(words).join(" ");
        return Ok(Program { command, title, is_ours: false, _site: None });
    }
    let root = place::workspace()?;
    let rooms = menu::read(&root)?;
    let word = args.room.as_deref().unwrap_or_default();
    let room = menu::find(&rooms, word).unwrap_or_else(|it| refuse(it));
    let setting = Setting {
        root,
        bin_dir: match &args.bin_dir {
            Some(folder) => folder.clone(),
            None => own_folder()?,
        },
        second: args.second.as_secs_f64().to_string(),
        limit: Duration::MAX,
        jobs: 1,
    };
    match args.python {
        true => in_python(&setting, room, args),
        false => in_rust(&setting, room, args),
    }
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
    let title = title(&room.name, args);
    Ok(Program { command, title, is_ours: true, _site: None })
}

fn in_python(setting: &Setting, room: &Room, args: &Args) -> Result<Program> {
    let example = args.example.as_deref().unwrap_or_default();
    let counterpart = room.counterpart(example).unwrap_or_else(|it| refuse(it));
    let python = Python::prepare(&setting.root, &setting.target())?;
    let mut command = python.command(&setting.root.join(counterpart));
    command.args(&args.args);
    let site = match env::var_os("SITE") {
        None if rules::needs_site(example) => Some(setting.site()?),
        _ => None,
    };
    if let Some(site) = &site {
        command.env("SITE", site.url(""));
    }
    let title = format!("{} in Python", title(&room.name, args));
    Ok(Program { command, title, is_ours: true, _site: site })
}

fn title(room: &str, args: &Args) -> String {
    let mut words = vec![room.to_owned()];
    words.extend(args.example.clone());
    words.extend(args.args.iter().map(|it| it.to_string_lossy().into_owned()));
    words.join(" ")
}

/// A file beside the programs, named after the command.
fn default_file(title: &str) -> Result<PathBuf> {
    let folder = own_folder()?;
    let target = folder.parent().unwrap_or(&folder);
    let name = title.rsplit_once('/').map_or(title, |(_, name)| name);
    let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let name: String = name.chars().map(plain).take(60).collect();
    Ok(target.join("lanes").join(name + ".svg"))
}

fn own_folder() -> Result<PathBuf> {
    let program = env::current_exe().context("this program has no path")?;
    Ok(program.parent().unwrap_or(Path::new(".")).to_owned())
}

/// Ends with one line about a bad argument.
fn refuse(message: String) -> ! {
    say(&format!("error: {message} (see --help)"));
    process::exit(2)
}
