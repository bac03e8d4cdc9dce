//! `checks diff`, `checks record`, `checks soak` and others: see `checks
//! --help`.

#![forbid(unsafe_code)]

use std::env;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, value_parser};
use demo::endings::refuse;
use terminal_size::Width;

use checks::chapter::{self, Session};
use checks::claims::{self, Ledger};
use checks::compare::{self, Form};
use checks::completions::{self, Shell};
use checks::diff::{self, Row, Setting};
use checks::python::Python;
use checks::report::{Counts, Report, plural};
use checks::sanitizer::Sanitizer;
use checks::soak::Soak;
use checks::{figures, menu, picture, place, record, rules};

/// Compares recorded outputs, Rust, Python and the models.
#[derive(Parser)]
#[command(bin_name = "just", disable_help_subcommand = true)]
struct Args {
    /// The workspace [default: the one this program was built in]
    #[arg(long, value_name = "DIR", global = true)]
    root: Option<PathBuf>,

    /// The folder of the demos' programs [default: this program's]
    #[arg(long, value_name = "DIR", global = true)]
    bin_dir: Option<PathBuf>,

    /// How long one second of the articles lasts: 0.001 to 60 seconds
    /// [default: 0.1; 1 for `python` and `record`]
    #[arg(long, env, global = true, value_parser = seconds)]
    second: Option<String>,

    /// How many seconds a program may take before it is killed
    #[arg(long, value_name = "SECONDS", global = true, default_value = "60")]
    #[arg(value_parser = value_parser!(u32).range(1..=3600))]
    limit: u32,

    /// How many programs run at once
    // They sleep most of the time, so this is many more than cores. Measured
    // with 57 programs on two cores: 8 jobs take 2.5 s, 32 and more 1.6 s.
    #[arg(long, value_name = "N", global = true, default_value = "32")]
    #[arg(value_parser = value_parser!(u32).range(1..=1000))]
    jobs: u32,

    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Compare each example with its record, with Python and across models
    Diff {
        /// Also print what each Rust program prints
        #[arg(long)]
        show: bool,
        /// Let `lanes` run each program and draw it
        #[arg(long)]
        observed: bool,
        #[command(flatten)]
        choice: Choice,
    },
    /// Compare everything, and show one board with all times
    All {
        /// Also print what each Rust program prints
        #[arg(long)]
        show: bool,
    },
    /// Write anew what the chapters show where it differs, and the pictures
    Record {
        /// Write the sessions that don't differ too
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        choice: Choice,
    },
    /// Run each example very often, or under a sanitizer
    ///
    /// Alone, on one core, and beside a load; or, if the programs were built
    /// with a sanitizer, several at a time, and planted faults too.
    Soak {
        #[command(flatten)]
        how: How,
        #[command(flatten)]
        choice: Choice,
    },
    /// Run a command, and put its figure into a row of reliability.md
    Figure {
        /// How the row begins
        row: String,
        /// The command and its arguments
        #[arg(required = true, last = true)]
        command: Vec<String>,
    },
    /// Put a report into a section of reliability.md
    Section {
        /// The name in the section's mark
        name: String,
        /// The report, in Markdown
        file: PathBuf,
    },
    /// List the demos and their examples
    List {
        /// As JSON, with the files
        #[arg(long)]
        json: bool,
    },
    /// Print a script that completes rooms and examples in a shell
    Completions {
        /// For which shell
        shell: Shell,
    },
    /// Check the rows of the ledger of claims, or tell one claim's story
    Claims {
        /// Claims and experiments, like `C11 hand-offs` [default: all claims]
        #[arg(value_name = "CLAIM OR EXPERIMENT")]
        words: Vec<String>,
    },
    /// Run an example's Python counterpart, with what it needs
    Python {
        /// A room, like `02`
        room: String,
        /// An example, like `workers`
        example: String,
        /// Its arguments
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
    /// Show the code of an example in two rooms, without its head comment
    Compare {
        /// An example, like `greeter`
        example: String,
        /// Two rooms, or a room and `py` [default: list what there is]
        #[arg(value_name = "SIDE", num_args = 2)]
        sides: Vec<String>,
    },
}

#[derive(clap::Args)]
struct How {
    /// How often in each company [default: 300; 10 for `thread`, 3 for
    /// `address`]
    #[arg(long, value_name = "N")]
    #[arg(value_parser = value_parser!(u32).range(1..=100_000))]
    times: Option<u32>,

    /// Once in each company
    #[arg(long, conflicts_with = "times")]
    quick: bool,

    /// The sanitizer with which the programs were built
    #[arg(long, value_name = "TOOL")]
    sanitizer: Option<Sanitizer>,

    /// Run nothing; only report that this was skipped, and why
    #[arg(long, value_name = "REASON", requires = "sanitizer")]
    skipped: Option<String>,

    /// Also write the tables into this file, in Markdown
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    /// What is said at the top of this file, such as a date
    #[arg(long, value_name = "TEXT")]
    heading: Option<String>,
}

#[derive(clap::Args)]
struct Choice {
    /// Rooms and examples, like `02 greeter` [default: all sessions]
    #[arg(value_name = "ROOM OR EXAMPLE")]
    words: Vec<String>,
}

fn main() -> ExitCode {
    demo::endings::end_with(Args::command(), |mut matches| {
        let outcome = run(Args::from_arg_matches_mut(&mut matches)?);
        outcome.inspect_err(|error| {
            if let Some(mistake) = error.downcast_ref::<compare::Mistake>() {
                refuse(mistake.to_string());
            }
        })
    })
}

fn run(args: Args) -> Result<ExitCode> {
    let usual = match args.command {
        // What is recorded says how long it took.
        Command::Python { .. } | Command::Record { .. } => "1",
        _ => "0.1",
    };
    let setting = Setting {
        root: args.root.map_or_else(place::workspace, Ok)?,
        bin_dir: args.bin_dir.map_or_else(place::own_folder, Ok)?,
        second: args.second.unwrap_or_else(|| usual.to_owned()),
        limit: Duration::from_secs(args.limit.into()),
        jobs: args.jobs.try_into()?,
        observed: matches!(args.command, Command::Diff { observed: true, .. }),
    };
    let is_terminal = io::stdout().is_terminal();
    let mut out = anstream::stdout().lock();
    match args.command {
        Command::Diff { show, choice, .. } => {
            return diff(out, &setting, show, &choice, Report::print);
        }
        Command::All { show } => {
            let choice = Choice { words: Vec::new() };
            return diff(out, &setting, show, &choice, Report::board);
        }
        Command::Record { all, choice } => {
            let sessions = chapter::read_all(&setting.root)?;
            let chosen = choice.of(&sessions).into_iter();
            let chosen: Vec<_> = chosen.map(|i| &sessions[i]).collect();
            let pictures = picture::read_all(&setting.root)?;
            let pictures: Vec<_> = pictures
                .iter()
                .filter(|it| choice.words.is_empty() || it.is_among(&chosen))
                .collect();
            record::record(&mut out, &setting, &chosen, &pictures, all)?;
        }
        Command::Soak { how, choice } => {
            return soak(out, &setting, how, &choice);
        }
        Command::Figure { row, command } => {
            let status = figures::row(&setting.root, &mut out, &row, &command)?;
            if !status.success() {
                return Ok(ExitCode::FAILURE);
            }
        }
        Command::Section { name, file } => {
            figures::section(&setting.root, &name, &file)?;
        }
        Command::Compare { example, sides } => match sides.try_into() {
            Ok(sides) => {
                let form = form(is_terminal);
                compare::print(
                    &mut out,
                    &setting.root,
                    &example,
                    &sides,
                    form,
                )?;
            }
            Err(_) => compare::list(&mut out, &setting.root, &example)?,
        },
        Command::List { json } => {
            let rooms = menu::read(&setting.root)?;
            if json {
                writeln!(out, "{}", serde_json::to_string_pretty(&rooms)?)?;
            } else {
                menu::print(&mut out, &rooms)?;
            }
        }
        Command::Completions { shell } => {
            let rooms = menu::read(&setting.root)?;
            write!(out, "{}", completions::script(shell, &rooms))?;
        }
        Command::Claims { words } => return claims(out, &setting, &words),
        Command::Python { room, example, args } => {
            drop(out);
            return in_python(&setting, &room, &example, &args);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Compares, and prints a report of this form.
fn diff<W: Write>(
    out: W,
    setting: &Setting,
    show: bool,
    choice: &Choice,
    print: fn(&mut Report<W>, &[Row], Duration) -> io::Result<Counts>,
) -> Result<ExitCode> {
    let start = Instant::now();
    let sessions = chapter::read_all(&setting.root)?;
    let rows = diff::compare(setting, &sessions, &choice.of(&sessions))?;
    let mut report = Report::new(out);
    if show {
        report.show(&rows)?;
    }
    let counts = print(&mut report, &rows, start.elapsed())?;
    // A comparison that CI can't make would stay unmade for ever.
    let incomplete = is_ci(env::var_os("CI")) && !counts.skipped.is_empty();
    Ok(match counts.unexpected > 0 || incomplete {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    })
}

/// Runs what the rows of the ledger link to, and checks these rows.
fn claims(
    mut out: impl Write,
    setting: &Setting,
    words: &[String],
) -> Result<ExitCode> {
    let start = Instant::now();
    let ledger = Ledger::read(&setting.root)?;
    let mut chosen: Vec<_> = (0..ledger.claims.len()).collect();
    if !words.is_empty() {
        let find = |word: &String| {
            ledger.find(word).unwrap_or_else(|error| refuse(error))
        };
        let found: Vec<_> = words.iter().flat_map(find).collect();
        chosen.retain(|index| found.contains(index));
    }
    let sessions = chapter::read_all(&setting.root)?;
    let rows = claims::run(setting, &sessions, &ledger, &chosen)?;
    if let [claim] = chosen[..] {
        ledger.story(&mut out, claim, &rows)?;
    }
    let wrong = ledger.print(&mut out, &chosen, &rows)?;
    let is_answered = |it: &&usize| ledger.claims[**it].is_answered();
    let answered = chosen.iter().filter(is_answered).count();
    let seconds = start.elapsed().as_secs_f64();
    writeln!(
        out,
        "\n{}, {answered} answered by a program, {wrong} wrong, {seconds:.0} s",
        plural(chosen.len(), "claim"),
    )?;
    Ok(if wrong > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Soaks the chosen sessions, and prints and reports how they fared.
fn soak(
    mut out: impl Write,
    setting: &Setting,
    how: How,
    choice: &Choice,
) -> Result<ExitCode> {
    let mut report = create(how.report)?;
    let (name, recipe) =
        how.sanitizer.map_or(("Soak", "soak"), Sanitizer::names);
    let heading = match how.heading {
        Some(text) => format!("{name}, {text}"),
        None => name.to_owned(),
    };
    let skipped = match (how.skipped, how.sanitizer) {
        (None, Some(sanitizer)) => sanitizer.obstacle(setting)?,
        (reason, _) => reason,
    };
    if let Some(reason) = skipped {
        writeln!(out, "{recipe}: skipped: {reason}")?;
        writeln!(report, "{heading}: skipped: {reason}")?;
        return Ok(ExitCode::SUCCESS);
    }

    let sessions = chapter::read_all(&setting.root)?;
    let chosen = choice.of(&sessions).into_iter();
    let chosen: Vec<_> = chosen.map(|i| &sessions[i]).collect();
    let usual = how.sanitizer.map_or(300, Sanitizer::times);
    let times = if how.quick { 1 } else { how.times.unwrap_or(usual) };
    let mut soak = match how.sanitizer {
        None => Soak::of_sessions(&chosen, times),
        Some(tool) => Soak::under(tool, &sessions, &chosen, times),
    };
    soak.run(setting)?;
    for line in soak.lines() {
        writeln!(out, "{line}")?;
    }
    let verdict = soak.verdict();
    writeln!(out, "{recipe}: {verdict}")?;
    writeln!(report, "{heading}: {verdict}.\n\n{}", soak.markdown())?;
    Ok(match soak.passed() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// A file, or a place where nothing is kept.
fn create(file: Option<PathBuf>) -> Result<Box<dyn Write>> {
    let Some(file) = file else { return Ok(Box::new(io::sink())) };
    let created = File::create(&file)
        .with_context(|| format!("could not write {}", file.display()))?;
    Ok(Box::new(created))
}

impl Choice {
    /// The indices of the sessions in one of these rooms, of one of these
    /// examples.
    fn of(&self, sessions: &[Session]) -> Vec<usize> {
        let (rooms, examples): (Vec<_>, Vec<_>) =
            self.words.iter().partition(|word| {
                sessions.iter().any(|it| menu::is_room(&it.room, word))
            });
        let is_example = |session: &Session, word: &str| {
            let family = rules::family(&session.example);
            session.example == word || family == Some(word)
        };
        for word in &examples {
            if !sessions.iter().any(|session| is_example(session, word)) {
                let message = format!("there is no room or example '{word}'");
                let names = sessions.iter().flat_map(|session| {
                    [session.room.as_str(), session.example.as_str()]
                });
                refuse(message + &menu::guess(word, names));
            }
        }
        let chosen = (0..sessions.len()).filter(|&index| {
            let session = &sessions[index];
            let in_room = |word: &&String| menu::is_room(&session.room, word);
            let is_one = |word: &&String| is_example(session, word);
            (rooms.is_empty() || rooms.iter().any(in_room))
                && (examples.is_empty() || examples.iter().any(is_one))
        });
        let chosen: Vec<_> = chosen.collect();
        if chosen.is_empty() {
            refuse(format!("there is no {}", self.words.join(" ")));
        }
        chosen
    }
}

/// Runs a counterpart in the foreground; its status is ours.
fn in_python(
    setting: &Setting,
    room: &str,
    example: &str,
    args: &[OsString],
) -> Result<ExitCode> {
    let rooms = menu::read(&setting.root)?;
    let room = menu::find(&rooms, room).unwrap_or_else(|it| refuse(it));
    let counterpart = room.counterpart(example).unwrap_or_else(|it| refuse(it));
    let python = Python::prepare(&setting.root, &setting.target())?;
    let mut command = python.command(&setting.root.join(counterpart));
    command.args(args).env("SECOND", &setting.second);
    let site = setting.site_unless_named(example)?;
    if let Some(site) = &site {
        command.env("SITE", site.url(""));
    }
    let status = command.status().context("could not start Python")?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Whether the variable that hosted tests set is set, and not to `false`.
fn is_ci(variable: Option<OsString>) -> bool {
    variable.is_some_and(|value| !value.is_empty() && value != "false")
}

/// Side by side on a terminal that has room for it, else a diff.
fn form(is_terminal: bool) -> Form {
    let colours = is_terminal && env::var_os("NO_COLOR").is_none();
    match terminal_size::terminal_size() {
        Some((Width(width), _)) if colours && width >= 163 => {
            Form::SideBySide { width: 80 }
        }
        _ => Form::Diff { colours },
    }
}

/// Checks a number, and leaves it as it was written.
fn seconds(text: &str) -> Result<String, String> {
    demo::args::seconds(text).map(|_| text.to_owned())
}
