//! The pictures in the pages still show what the programs do.

#![cfg(target_os = "linux")]

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::thread;

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
    let has_python = has_python.is_ok_and(|it| it.is_whole());
    let is_ci = env::var("CI").is_ok_and(|it| !["", "false"].contains(&&*it));
    assert!(has_python || !is_ci, "no picture of Python can be compared");
    let mut pictures = pictures();
    pictures.retain(|it| has_python || it.words[0] != "--python");
    // Most of them sleep, so several at once take less time.
    let pictures = Mutex::new(pictures);
    let next = || pictures.lock().unwrap().pop();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(picture) = next() {
                    agrees(&picture);
                }
            });
        }
    });
}

fn agrees(picture: &Picture) {
    let differences: Vec<_> =
        PACES.iter().map_while(|pace| difference(picture, pace)).collect();
    let label = picture.words.join(" ");
    assert!(differences.len() < PACES.len(), "{label}: {differences:#?}");
}

/// In which way a fresh run differs from a picture.
fn difference(picture: &Picture, second: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("picture.svg");
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
    let pictures = pictures();
    let two = [&pictures[0], &pictures[1]];
    let words = two[1].words.clone();
    let wrong = Picture { words, ..two[0].clone() };
    let difference = difference(&wrong, "0.1").unwrap();
    assert!(difference.contains("differs: "), "{difference}");
}
