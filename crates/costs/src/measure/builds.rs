//! The first build of a room: of its program and of all that it uses, into an
//! empty folder. All sources must have been downloaded.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::figures::{BARE, Key, Measure, Question};
use crate::lab::{Job, Place, Reading, Section};
use crate::quiet;

/// Name in the figures, and room.
const ROOMS: [(&str, &str); 5] = [
    ("01", "01-sequential-greeter"),
    ("02", "02-threads"),
    ("05", "05-futures-executor"),
    ("06", "06-event-loop-tokio"),
    ("07", "07-race-condition"),
];

/// Each room, between two builds of the bare program.
pub fn section(place: &Place) -> Section<'_> {
    let bare = || {
        let job: Job<'_> = Box::new(|| {
            let folder = place.scratch.join("bare");
            write_bare_program(&place.root, &folder)?;
            build(place, BARE, &folder, "bare")
        });
        (BARE.to_owned(), job)
    };
    let mut jobs = vec![bare()];
    for (name, room) in ROOMS {
        let job: Job<'_> =
            Box::new(move || build(place, name, &place.root, room));
        jobs.push((room.to_owned(), job));
    }
    jobs.push(bare());
    Section { question: Question::Builds, rounds: 1, jobs }
}

/// Builds a program of a workspace. The CPU time is that of all compilers and
/// linkers together.
fn build(
    place: &Place,
    name: &str,
    workspace: &Path,
    program: &str,
) -> Result<Vec<Reading>> {
    let target = tempfile::tempdir_in(&place.scratch)?;
    // By its package, as `just run` builds it: see scripts/build.
    let package = program.split_once('-').map_or(program, |(_, name)| name);
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cargo = Command::new(cargo);
    cargo
        // Here are the toolchain and the configuration, for all builds alike.
        .current_dir(&place.root)
        .args(["build", "--quiet", "--offline", "--package", package])
        .arg("--manifest-path")
        .arg(workspace.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(target.path())
        // A cache of compiled crates would make it a second build.
        .env("RUSTC_WRAPPER", "");
    let before = quiet::of_children()?;
    place.run(cargo)?;
    let seconds = quiet::of_children()? - before;
    Ok(vec![(Key::new(Measure::BuildTime, name), seconds)])
}

/// Writes a workspace with one small program. Versions, features and profiles
/// are those of our own workspace.
fn write_bare_program(root: &Path, folder: &Path) -> Result<()> {
    let package = folder.join("crates/bare");
    fs::create_dir_all(package.join("src"))?;
    for file in ["Cargo.toml", "Cargo.lock"] {
        fs::copy(root.join(file), folder.join(file))?;
    }
    fs::write(package.join("Cargo.toml"), MANIFEST)?;
    fs::write(package.join("src/main.rs"), MAIN)?;
    Ok(())
}

const MANIFEST: &str = "\
[package]
name = \"bare\"
edition.workspace = true

[dependencies]
anyhow.workspace = true
clap.workspace = true
";

const MAIN: &str = "\
use clap::Parser;

#[derive(Parser)]
struct Args {
    name: String,
}

fn main() -> anyhow::Result<()> {
    println!(\"Hello, {}!\", Args::parse().name);
    Ok(())
}
";
