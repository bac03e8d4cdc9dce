//! `just exercise 02` hands out an exercise, and checks it from then on.

#![forbid(unsafe_code)]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{CommandFactory, FromArgMatches, Parser};
use demo::endings::{self, say};
use workshop::exercises::{self, EXERCISES, Exercise, LIMIT};
use workshop::folder::Folder;

/// Hands out an exercise, and checks it from then on.
#[derive(Parser)]
#[command(bin_name = "just exercise")]
struct Args {
    /// The room: 02 to 08 [default: list the exercises]
    room: Option<String>,

    /// Print a push in the right direction
    #[arg(long, requires = "room", conflicts_with = "solution")]
    hint: bool,

    /// Print the file as it could be
    #[arg(long, requires = "room")]
    solution: bool,

    /// Build all solutions, and with them what the exercises need
    #[arg(long, hide = true, conflicts_with = "room")]
    build: bool,

    /// Where the files are, in a test
    #[arg(long, hide = true, value_name = "DIR")]
    folder: Option<PathBuf>,
}

fn main() -> ExitCode {
    endings::end_with(Args::command(), |mut matches| {
        run(Args::from_arg_matches_mut(&mut matches)?)
    })
}

fn run(args: Args) -> Result<ExitCode> {
    let root = workspace()?;
    if args.build {
        let folder = root.join("target/solutions");
        return build_all(&Folder::new(root, folder));
    }
    let path = args.folder.unwrap_or_else(|| root.join(".exercises"));
    let folder = Folder::new(root, path);
    let Some(room) = args.room else {
        list(&folder);
        return Ok(ExitCode::SUCCESS);
    };
    let exercise = match exercises::find(&room) {
        Ok(exercise) => exercise,
        Err(mistake) => {
            say(&format!("error: {mistake}"));
            return Ok(ExitCode::from(2));
        }
    };
    if args.hint {
        println!("{}", exercise.hint);
    } else if args.solution {
        // It ends in a newline.
        println!("{}", exercise.solution.trim_end());
    } else if folder.file(exercise).exists() {
        return check(&folder, exercise);
    } else {
        folder.start(exercise)?;
        println!("{}", exercise.task);
        println!(
            "Your file, with the task at its top: {}",
            shown(&folder.file(exercise))
        );
        println!("To check it: just exercise {}", exercise.number());
    }
    Ok(ExitCode::SUCCESS)
}

/// Builds all, so that the participant has to wait for one file only.
fn build_all(folder: &Folder) -> Result<ExitCode> {
    let mut code = ExitCode::SUCCESS;
    for exercise in &EXERCISES {
        folder.start(exercise)?;
        fs::write(folder.file(exercise), exercise.solution)?;
        if folder.build(exercise)?.is_none() {
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

fn check(folder: &Folder, exercise: &Exercise) -> Result<ExitCode> {
    folder.start(exercise)?;
    let file = folder.file(exercise);
    let source = fs::read_to_string(&file)
        .with_context(|| file.display().to_string())?;
    let Some(program) = folder.build(exercise)? else {
        println!("Not yet: it does not compile. The compiler says why, above.");
        return Ok(ExitCode::FAILURE);
    };
    let run = exercises::run(&program, LIMIT)
        .with_context(|| program.display().to_string())?;
    if let exercises::Run::Printed(stdout) = &run
        && !stdout.is_empty()
    {
        println!("It prints:\n\n{}", indented(stdout));
    }
    let number = exercise.number();
    if let Some(sentence) = exercise.missing(&source, &run) {
        println!("Not yet. {sentence}");
        println!("Your file: {}", shown(&file));
        println!("For a hint: just exercise {number} --hint");
        return Ok(ExitCode::FAILURE);
    }
    println!("Right. {}", exercise.lesson);
    println!("Compare with ours: just exercise {number} --solution");
    Ok(ExitCode::SUCCESS)
}

fn indented(lines: &str) -> String {
    lines.lines().map(|line| format!("    {line}\n")).collect()
}

/// Lists the exercises, and which of them have been handed out.
fn list(folder: &Folder) {
    for exercise in &EXERCISES {
        println!("{}  {}", exercise.number(), exercise.task);
        let file = folder.file(exercise);
        if file.exists() {
            println!("    yours: {}", shown(&file));
        }
    }
    println!("Begin with: just exercise 02");
}

/// A path as short as it can be from here.
fn shown(path: &Path) -> String {
    let here = env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).display().to_string()
}

/// The checkout around cargo's package, this program or the current folder.
/// Where it was built is not asked for: a copy would work on the original.
fn workspace() -> Result<PathBuf> {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let starts = [package, env::current_exe().ok(), env::current_dir().ok()];
    let mut folders = starts.iter().flatten().flat_map(|it| it.ancestors());
    let root = folders.find(|it| it.join("crates/workshop").exists());
    root.map(Path::to_owned).context("there is no workspace around this")
}
