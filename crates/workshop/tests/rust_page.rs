//! The programs of *Rust for this course* compile, and print what it says.

use std::fs;
use std::process::Command;

use checks::place;

/// A section of the page, and the example that it shows.
const PROGRAMS: [(&str, &str); 5] = [
    ("Ownership", "ownership"),
    ("Closures", "closures"),
    ("Move", "move"),
    ("Result", "result"),
    ("The question mark", "question-mark"),
];

/// What is between two texts, the first time.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("{start}"));
    rest.split_once(end).unwrap_or_else(|| panic!("{end}")).0
}

#[test]
fn the_page_shows_each_program_and_what_it_prints() {
    let root = place::workspace().unwrap();
    let page = fs::read_to_string(root.join("docs/src/rust.md")).unwrap();
    assert_eq!(page.matches("```rust\n").count(), PROGRAMS.len());
    for (title, name) in PROGRAMS {
        let section = page.split(&format!("\n## {title}\n")).nth(1).unwrap();
        let shown = between(section, "```rust\n", "```");
        let printed = between(section, "```text\n", "```");

        let file = format!("crates/workshop/examples/{name}.rs");
        let source = fs::read_to_string(root.join(file)).unwrap();
        let code = source.lines().skip_while(|it| it.starts_with("//!"));
        let code: String = code.skip(1).map(|it| format!("{it}\n")).collect();
        assert_eq!(shown, code, "{name}");

        // Cargo builds examples only if all targets are tested.
        let output = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--package", "workshop"])
            .args(["--example", name])
            .current_dir(&root)
            .output()
            .unwrap();
        assert!(output.status.success(), "{name}: {output:?}");
        assert_eq!(printed, String::from_utf8_lossy(&output.stdout), "{name}");
    }
}
