//! The pictures in the pages still show what the programs do.

#![cfg(target_os = "linux")]

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use checks::picture::{self, Picture};
use checks::place;
use checks::python::Python;

const LANES: &str = env!("CARGO_BIN_EXE_lanes");

/// At a slower pace, a load has less of an influence.
const PACES: [&str; 4] = [picture::SECOND, "0.5", "1", "2"];

fn pictures() -> Vec<Picture> {
    picture::read_all(&place::workspace().unwrap()).unwrap()
}

/// `cargo test` builds no other package's programs, so we do.
fn build() {
    let build = place::workspace().unwrap().join("scripts/build");
    assert!(Command::new(build).status().unwrap().success());
}

#[test]
fn each_picture_agrees_with_a_fresh_run() {
    build();
    let root = place::workspace().unwrap();
    let target = Path::new(LANES).ancestors().nth(2).unwrap();
    let has_python = Python::prepare(&root, target);
    let folder = tempfile::tempdir().unwrap();
    let mut compared = 0;
    for picture in pictures() {
        let is_python = picture.words.iter().any(|word| word == "--python");
        if is_python && has_python.as_ref().is_ok_and(Python::is_whole) {
            compared += 1;
        } else if is_python {
            continue;
        }
        let differences: Vec<_> = PACES
            .iter()
            .map_while(|pace| difference(&picture, folder.path(), pace))
            .collect();
        let label = picture.words.join(" ");
        assert!(differences.len() < PACES.len(), "{label}: {differences:#?}");
    }
    let is_ci = env::var("CI").is_ok_and(|it| !["", "false"].contains(&&*it));
    assert!(compared > 0 || !is_ci, "no picture of Python was compared");
}

/// In which way a fresh run differs from a picture.
fn difference(
    picture: &Picture,
    folder: &Path,
    second: &str,
) -> Option<String> {
    let file = folder.join("picture.svg");
    fs::copy(&picture.file, &file).unwrap();
    let mut command = Command::new(LANES);
    command.args(["--second", second, "--keep", "--svg"]).arg(&file);
    let output = command.args(&picture.words).output().unwrap();
    assert!(output.status.success(), "{picture:?}: {output:?}");
    let is_kept = fs::read(&picture.file).unwrap() == fs::read(&file).unwrap();
    (!is_kept).then(|| String::from_utf8(output.stderr).unwrap())
}

#[test]
fn each_picture_is_small_and_has_words() {
    let pictures = pictures();
    let in_python =
        pictures.iter().filter(|it| it.words[0] == "--python").count();
    assert!(pictures.len() >= 20 && in_python >= 5, "{}", pictures.len());
    for picture in pictures {
        let text = fs::read_to_string(&picture.file).unwrap();
        assert!(text.len() <= 40_000, "{picture:?}: {}", text.len());
        for element in ["<title>", "<desc>", "<metadata>"] {
            assert!(text.contains(element), "{picture:?}: no {element}");
        }
    }
}

#[test]
fn a_picture_of_another_run_is_not_kept() {
    build();
    let folder = tempfile::tempdir().unwrap();
    let pictures = pictures();
    let two = [&pictures[0], &pictures[1]];
    let words = two[1].words.clone();
    let wrong = Picture { words, ..two[0].clone() };
    let difference = difference(&wrong, folder.path(), "0.1").unwrap();
    assert!(difference.contains("differs: "), "{difference}");
}
