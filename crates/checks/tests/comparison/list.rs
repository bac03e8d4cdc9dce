use std::process::Command;

use crate::fixture::{Fixture, run};

fn room(about: &str) -> String {
    format!(
        "#[derive(Subcommand)]
enum Example {{
    /// Greet three people
    Greeter,
    /// Say something later
    SayAfter(Delay),
}}

fn main() -> ExitCode {{
    demo::main(\"{about}\", TOUR, run)
}}
"
    )
}

fn fixture() -> Fixture {
    Fixture::new()
        .file("crates/02-threads/src/main.rs", &room("Threads"))
        .file("crates/01-sequential/src/main.rs", &room("One by one"))
        .file("crates/checks/Cargo.toml", "")
        .counterpart("02-threads", "say_after", "print('later')\n")
}

#[test]
fn the_menu_in_the_order_of_the_rooms() {
    let outcome = fixture().run("list");
    outcome.is(0, &[]);
    assert_eq!(
        outcome.stdout,
        "\
01-sequential: One by one
  greeter    Greet three people
  say-after  Say something later

02-threads: Threads
  greeter    Greet three people
  say-after  Say something later
"
    );
}

#[test]
fn the_menu_as_json() {
    let outcome = fixture().run("list --json");
    outcome.is(0, &[]);
    let rooms: serde_json::Value =
        serde_json::from_str(&outcome.stdout).unwrap();
    let example = &rooms[1]["examples"][1];
    assert_eq!(example["name"], "say-after");
    assert_eq!(example["rust"], "crates/02-threads/src/say_after.rs");
    assert_eq!(example["python"], "crates/02-threads/python/say_after.py");
    assert!(rooms[0]["examples"][1]["python"].is_null());
}

#[test]
fn bash_completes_rooms_and_examples_after_a_recipe() {
    let script = fixture().run("completions bash").stdout;
    for (line, word, expected) in [
        ("run", "0", "01-sequential 02-threads"),
        ("run", "gre", "greeter"),
        ("python 02-threads", "say", "say-after"),
        ("other", "gre", ""),
    ] {
        let complete = format!(
            "{script}
just() {{ echo recipes; }}
COMP_WORDS=(just {line} '{word}')
COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_models_of_concurrency
echo \"${{COMPREPLY[*]}}\""
        );
        let output = Command::new("bash").args(["-c", &complete]).output();
        let output = output.unwrap();
        let completed = String::from_utf8_lossy(&output.stdout);
        assert_eq!(completed.trim_end(), expected, "{line} {word}: {output:?}");
    }
}

#[test]
fn a_counterpart_runs_with_its_arguments_and_pace() {
    let fixture = fixture().counterpart(
        "02-threads",
        "say_after",
        "import os, sys\nprint(*sys.argv[1:], os.environ['SECOND'])\n",
    );
    let python = |words: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_checks"));
        command.arg("--root").arg(fixture.root());
        command.arg("--bin-dir").arg(fixture.path("target/debug"));
        command.env_remove("SECOND");
        run(command.arg("python").args(words.split(' ')))
    };
    let outcome = python("02 say-after 9 --times 2");
    outcome.is(0, &[]);
    assert_eq!(outcome.stdout, "9 --times 2 1\n");
    for (words, says) in [
        (
            "02 say-aftre",
            "has no 'say-aftre' in Python; did you mean 'say-after'?",
        ),
        ("02 greeter", "02-threads has no 'greeter' in Python"),
        ("thread say-after", "no demo 'thread'; did you mean '02-threads'?"),
    ] {
        python(words).is(2, &[says]);
    }
}
