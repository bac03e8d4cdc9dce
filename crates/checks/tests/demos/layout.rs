//! Each example has its files, sessions and links, and the form of the others.

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use checks::{chapter, compare};

use crate::demo::{examples, rooms, root};

/// All files below a folder with one of these endings, `target/` left out.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() && name != "target" && !name.starts_with('.') {
            found.extend(files(&path, endings));
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
    found
}

/// Examples without a counterpart, and why.
const IN_RUST_ONLY: [(&str, &str); 3] = [
    ("compare-exchange", "Python has no such thing"),
    ("prices", "it compares the cures in Rust, and one of them is Rust's only"),
    ("does-not-compile", "Python has no compiler that could refuse it"),
];

/// Counterparts without an original, and why.
const IN_PYTHON_ONLY: [(&str, &str); 1] =
    [("counter_with_call", "in Rust a call is no place to switch")];

#[test]
fn each_example_is_where_readers_look_for_it() {
    let root = root();
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    let readme = read("README.md");
    for room in rooms() {
        let chapter = read(&format!("docs/src/{room}.md"));
        let menu = read(&format!("crates/{room}/README.md"));
        for example in examples(&room) {
            let file = example.replace('-', "_");
            let rust = format!("crates/{room}/src/{file}.rs");
            let python = format!("crates/{room}/python/{file}.py");
            assert!(root.join(&rust).exists(), "no {rust}");
            let alone = IN_RUST_ONLY.iter().any(|(name, _)| *name == example);
            assert_eq!(root.join(&python).exists(), !alone, "{python}");

            let session = format!("\n$ just run {room} {example}");
            assert!(chapter.contains(&session), "{room}: no {session}");
            assert!(chapter.contains(&format!("(../../{rust})")), "{rust}");
            let shown = chapter.contains(&format!("(../../{python})"));
            assert_eq!(shown, !alone, "{python}");
            // The matrix links what several rooms share; a line a room names
            // the others.
            let named = [format!("({rust})"), format!("`{example}`")];
            let named = named.iter().any(|name| readme.contains(name));
            assert!(named, "README: {rust}");
            assert!(
                menu.contains(&format!("(src/{file}.rs)")),
                "{room}: {file}"
            );
        }
    }
}

#[test]
fn each_session_names_an_example() {
    for session in chapter::read_all(&root()).unwrap() {
        let known = examples(&session.room);
        assert!(known.contains(&session.example), "{}", session.label());
    }
}

#[test]
fn each_counterpart_has_its_original() {
    for room in rooms() {
        let folder = root().join("crates").join(&room);
        let mut counterparts = files(&folder.join("python"), &[".py"]);
        // The links are the instruments, which the rooms share.
        counterparts.retain(|file| !file.is_symlink());
        for python in counterparts {
            let name = python.with_extension("rs");
            let rust = folder.join("src").join(name.file_name().unwrap());
            let stem = python.file_stem().unwrap();
            let alone = IN_PYTHON_ONLY.iter().any(|(name, _)| *name == stem);
            assert_eq!(rust.exists(), !alone, "of {}", python.display());
        }
    }
}

/// `names.md` is the table of all rooms, and must not lag behind one of them.
#[test]
fn the_names_of_each_chapter_are_among_all_names() {
    let read = |page: &str| {
        let page = root().join("docs/src").join(page).with_extension("md");
        fs::read_to_string(page).unwrap()
    };
    let all = read("names");
    let mut count = 0;
    for room in rooms() {
        let chapter = read(&room);
        let (_, table) = chapter.split_once("\n## Names\n").unwrap();
        let (table, _) = table.split_once("\n## ").unwrap();
        for row in table.lines().filter(|line| line.starts_with("| `")) {
            // In Python, the first cell.
            let cell = row.split(" | ").next().unwrap();
            for name in cell.split('`').skip(1).step_by(2) {
                assert!(all.contains(&format!("`{name}`")), "{room}: {name}");
                count += 1;
            }
        }
    }
    assert!(count > 60, "{count}");
}

#[test]
fn each_line_fits_beside_another() {
    for file in files(&root().join("crates"), &[".rs", ".py"]) {
        let text = fs::read_to_string(&file).unwrap();
        for (index, line) in text.lines().enumerate() {
            let (width, number) = (line.chars().count(), index + 1);
            assert!(width <= 80, "{}:{number}: {width}", file.display());
        }
    }
}

/// The promises that a head doc may make about the output.
const PROMISES: [&str; 3] =
    ["the same in every run", "the same lines, in any order", "varies"];

#[test]
fn each_head_doc_ends_in_how_to_run_it() {
    for source in compare::sources(&root()).unwrap() {
        let place = source.file.display();
        let text = fs::read_to_string(&source.file).unwrap();
        let head: Vec<_> =
            text.lines().take_while(|line| line.starts_with("//!")).collect();
        let [.., blank, run, output, origin] = head[..] else {
            panic!("{place}: no head doc")
        };
        assert_eq!(blank, "//!", "{place}");
        let command = format!("just run {} {}", source.room, source.example);
        let run = run.strip_prefix("//! Run:    ").expect("Run:");
        assert!(run.starts_with(&command), "{place}: {run}");
        let output = output.strip_prefix("//! Output: ").expect("Output:");
        let promised = PROMISES.iter().any(|it| output.starts_with(it));
        assert!(promised, "{place}: {output}");
        let origin = origin.strip_prefix("//! Source: ").expect("Source:");
        assert!(origin.starts_with('A'), "{place}: {origin}");
    }
}

#[test]
fn each_example_has_a_head_doc_that_says_how_to_run_it() {
    let sources = compare::sources(&root()).unwrap();
    for room in rooms() {
        let mut found: Vec<_> = sources
            .iter()
            .filter(|source| source.room == room)
            .map(|source| source.example.as_str())
            .collect();
        let mut expected = examples(&room);
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{room}");
    }
}

#[test]
fn each_package_that_a_counterpart_imports_is_locked() {
    let lock = root().join("crates/checks/python/requirements.txt");
    let lock = fs::read_to_string(lock).unwrap();
    let mut count = 0;
    for file in files(&root().join("crates"), &[".py"]) {
        let text = fs::read_to_string(&file).unwrap();
        let list = text.lines().find_map(|line| {
            line.strip_prefix("# dependencies = [")?.strip_suffix(']')
        });
        for package in list.unwrap_or_default().split(", ") {
            let package = package.trim_matches('"');
            let locked = lock.contains(&format!("\n{package} "));
            assert!(locked || package.is_empty(), "{}", file.display());
            count += usize::from(!package.is_empty());
        }
    }
    assert!(count > 10, "{count}");
}

/// The hook in `demo` takes this lock before it exits.
#[test]
fn no_example_keeps_stdout_locked() {
    for room in rooms() {
        let folder = root().join("crates").join(room).join("src");
        for file in files(&folder, &[".rs"]) {
            let text = fs::read_to_string(&file).unwrap();
            assert!(!text.contains("stdout().lock()"), "{}", file.display());
        }
    }
}

#[test]
fn an_example_panics_only_with_the_thread_that_it_joins() {
    let allowed = [
        "join()",
        "lock()",
        ".await",
        "recv()",
        "into_inner()",
        "unwrap()",
        // A condition variable takes the lock again.
        "wait(state)",
        "wait_timeout(state, left)",
    ];
    for room in rooms() {
        for file in
            files(&root().join("crates").join(room).join("src"), &[".rs"])
        {
            let mut parts = file.components().map(Component::as_os_str);
            if parts.any(|it| it == "tests" || it == "tests.rs") {
                continue;
            }
            let text = fs::read_to_string(&file).unwrap();
            let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
            for (before, _) in text.match_indices(".unwrap()") {
                let before = text[..before].trim_end();
                let joined = allowed.iter().any(|it| before.ends_with(it));
                let line = before.lines().last().unwrap();
                assert!(joined, "{}: {line}", file.display());
            }
        }
    }
}

#[test]
fn no_room_depends_on_another() {
    let package = |room: &str| room.split_once('-').unwrap().1.to_owned();
    let packages: Vec<_> = rooms().iter().map(|room| package(room)).collect();
    for own in &packages {
        let tree = Command::new(env!("CARGO"))
            .args(["tree", "--prefix=none", "--package", own])
            .current_dir(root())
            .output()
            .unwrap();
        assert!(tree.status.success(), "{tree:?}");
        let tree = String::from_utf8(tree.stdout).unwrap();
        let names: Vec<_> =
            tree.lines().filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(names[0], own);
        for other in packages.iter().filter(|other| *other != own) {
            assert!(!names.contains(&other.as_str()), "{own} needs {other}");
        }
    }
}

#[test]
fn only_forking_rooms_have_unsafe_code() {
    for room in rooms() {
        let folder = root().join("crates").join(&room).join("src");
        let read = |file: PathBuf| fs::read_to_string(file).unwrap();
        let forbids = read(folder.join("main.rs"))
            .contains("\n#![forbid(unsafe_code)]\n");
        let forks = ["03-multiprocess-fork", "04-pool-map"].contains(&&*room);
        assert_eq!(forbids, !forks, "{room}");
    }
}

/// The contract's words in backticks, in paragraphs that begin with `name`.
fn named_in_contract(name: &str) -> Vec<String> {
    let contract = root().join("docs/src/contract.md");
    let contract = fs::read_to_string(contract).unwrap();
    let mut names = Vec::new();
    for paragraph in contract.split("\n\n") {
        if paragraph.starts_with(name) {
            let parts = paragraph.split('`').skip(1).step_by(2);
            names.extend(parts.map(str::to_owned));
        }
    }
    names
}

#[test]
fn the_contract_names_tests_and_faults_that_exist() {
    let tests = files(&root().join("crates/checks/tests"), &[".rs"]);
    let faults = files(&root().join("crates/faults/src/faults"), &[".rs"]);
    let all = |files: Vec<PathBuf>| -> String {
        files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
    };
    let (tests, faults) = (all(tests), all(faults));
    let (named_tests, named_faults) =
        (named_in_contract("Tests:"), named_in_contract("Faults:"));
    assert!(named_tests.len() > 5 && named_faults.len() > 40);
    for name in named_tests {
        assert!(tests.contains(&format!("fn {name}(")), "no test {name}");
    }
    for name in named_faults {
        // Some are put together: "SIGTERM" and "while it waits".
        let quoted = [format!("\"{name}"), format!("{name}\"")];
        let known = quoted.iter().any(|name| faults.contains(name));
        assert!(known, "no fault {name:?}");
    }
}
