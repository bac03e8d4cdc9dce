//! The page of an example: both programs, what they print, what changes.

use std::fmt::Write;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use checks::chapter::Session;
use checks::menu::{Example, Room};
use checks::{compare, picture, rules};

use crate::markdown;
use crate::path;
use crate::protocol::Page;
use crate::tree::Tree;

/// Where the book shows an example.
pub fn place(room: &Room, example: &Example) -> String {
    format!("{}/{}.md", room.name, example.name)
}

/// The page of an example.
///
/// # Errors
///
/// Fails if its files, its sessions or its siblings can't be read.
pub fn page(
    tree: &mut Tree,
    rooms: &[Room],
    room: &Room,
    example: &Example,
    chapter: &str,
    recorded: &[Session],
) -> Result<Page> {
    let place = place(room, example);
    let file = format!("docs/src/{}.md", room.name);
    let text = tree.read(&file)?;
    let (mut blocks, anchor) = sessions(&text, &room.name, &example.name);
    lend(recorded, &room.name, &mut blocks)?;
    let number = room.name.split('-').next().unwrap_or_default();

    let mut page = format!("# {number} · `{}`\n\n", example.name);
    let link = path::link(&place, &format!("{}.md", room.name));
    writeln!(
        page,
        "{}. The chapter: [{chapter}]({link}{anchor}).\n",
        example.about
    )?;

    page += "<div class=\"pair\">\n<section>\n\n";
    let rust = tree.read(&example.rust)?;
    let command = command(&rust).with_context(|| example.rust.clone())?;
    writeln!(page, "## Rust {{#rust}}\n")?;
    writeln!(page, "Run this:\n\n{}", markdown::fenced("sh", command))?;
    writeln!(page, "{}:", tree.source(&example.rust))?;
    writeln!(page, "\n{}", markdown::fenced("rust", &rust))?;
    page += "</section>\n";
    if let Some(python) = &example.python {
        let command = command.replacen("just run", "just python", 1);
        writeln!(page, "<section>\n\n## Python {{#python}}\n")?;
        let command = markdown::fenced("sh", &command);
        writeln!(page, "Run this:\n\n{command}")?;
        writeln!(page, "{}:\n", tree.source(python))?;
        writeln!(page, "{}", markdown::fenced("python", &tree.read(python)?))?;
        page += "</section>\n";
    }
    page += "</div>\n\n";

    writeln!(page, "## What it prints {{#session}}\n")?;
    // The pictures are those of the chapter.
    page += &tree.page(&blocks.join("\n\n"), &file, &place)?;
    page.push_str("\n\n");
    page += &changes(tree, rooms, (room, example))?;
    Ok(Page {
        name: example.name.clone(),
        content: page,
        path: Some(place),
        parent_names: vec![chapter.to_owned()],
        ..Page::default()
    })
}

/// The command in a head doc: `//! Run:    just run 02-threads greeter`.
fn command(rust: &str) -> Option<&str> {
    rust.lines().find_map(|line| line.strip_prefix("//! Run:    "))
}

/// The blocks of a chapter that show what an example prints, then the pictures
/// of its runs, and the anchor of the section that has the first.
fn sessions(chapter: &str, room: &str, example: &str) -> (Vec<String>, String) {
    let file = example.replace('-', "_");
    let rust = format!("$ just run {room} {example}");
    let python = format!("$ python3 crates/{room}/python/{file}.py");
    let is_session = |block: &str| {
        let mut lines = block.lines();
        let is_console =
            lines.next().unwrap_or_default().contains("```console");
        let command = lines.next().unwrap_or_default();
        let is_own = |own: &str| {
            command
                .strip_prefix(own)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        is_console && (is_own(&rust) || is_own(&python))
    };
    let (mut sessions, mut pictures) = (Vec::new(), Vec::new());
    for block in markdown::blocks(chapter) {
        let shown = picture::parse(Path::new(""), block);
        if is_session(block) {
            sessions.push(block.to_owned());
        } else if markdown::is_pictures(block)
            && shown.iter().any(|it| it.shows(room, example))
        {
            pictures.push(block.to_owned());
        }
    }
    let first = sessions.first().and_then(|first| chapter.find(first));
    let headings = markdown::headings(chapter);
    let mut before = headings.iter().filter(|(at, _)| Some(*at) < first);
    let anchor = before.next_back().map(|(_, anchor)| format!("#{anchor}"));
    sessions.append(&mut pictures);
    (sessions, anchor.unwrap_or_default())
}

/// Fills in the lines of sessions that are as in another chapter: nothing else
/// on the page shows them.
fn lend(recorded: &[Session], room: &str, blocks: &mut [String]) -> Result<()> {
    for block in blocks {
        let Some(rest) = block.strip_prefix("```console,as-in-") else {
            continue;
        };
        let command = rest.lines().nth(1).unwrap_or_default();
        let session = recorded.iter().find(|it| {
            it.room == room && command == format!("$ just run {}", it.label())
        });
        let session = session.with_context(|| format!("no {command}"))?;
        let text = format!("{command}\n{}", session.recorded);
        *block = markdown::fenced("console", &text);
    }
    Ok(())
}

/// What changes between an example and the sibling before it, or after it if it
/// is the first; empty if it has none.
fn changes(
    tree: &Tree,
    rooms: &[Room],
    (room, example): (&Room, &Example),
) -> Result<String> {
    let Some(family) = rules::family(&example.name) else {
        return Ok(String::new());
    };
    let all = rooms.iter().flat_map(|room| {
        room.examples.iter().map(move |example| (room, example))
    });
    let siblings: Vec<_> =
        all.filter(|(_, it)| rules::family(&it.name) == Some(family)).collect();
    let here = siblings.iter().position(|(_, it)| *it == example);
    let (old, new) = match (here, siblings.len()) {
        (_, 0 | 1) => return Ok(String::new()),
        (Some(0), _) => (siblings[0], siblings[1]),
        (Some(here), _) => (siblings[here - 1], siblings[here]),
        (None, _) => bail!("{} is not in the menu", example.name),
    };
    let sides = [old, new].map(|side| side_name(&siblings, side));
    let mut diff = Vec::new();
    compare::print(
        &mut diff,
        tree.root(),
        family,
        &sides,
        compare::Form::Diff { colours: false },
    )?;
    let diff = String::from_utf8(diff)?;

    let own = place(room, example);
    let to = |(room, example): (&Room, &Example)| {
        let number = room.name.split('-').next().unwrap_or_default();
        let link = path::link(&own, &place(room, example));
        format!("[{number} {}]({link})", example.name)
    };
    let mut text = "## What changes {#changes}\n\n".to_owned();
    let [first, second] = &sides;
    let (from, other) = match here {
        Some(0) => ("From this example to", new),
        _ => ("To this example from", old),
    };
    writeln!(
        text,
        "{from} {}. Head docs are left out, and lines that differ only in \
         their indentation count as equal.\n",
        to(other)
    )?;
    let command = format!("just compare {family} {first} {second}");
    writeln!(text, "{}", markdown::fenced("sh", &command))?;
    writeln!(text, "{}", markdown::fenced("diff", &diff))?;
    let others = siblings.iter().filter(|(_, it)| *it != example);
    let others: Vec<_> = others.map(|it| to(*it)).collect();
    writeln!(text, "Siblings: {}.", others.join(", "))?;
    Ok(text)
}

/// A word that names one of the siblings and no other.
fn side_name(
    siblings: &[(&Room, &Example)],
    (room, example): (&Room, &Example),
) -> String {
    let same = siblings.iter().filter(|(_, it)| it.name == example.name);
    match same.count() {
        1 => example.name.clone(),
        _ => room.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_are_those_of_the_example_with_their_pictures() {
        let text = "\
# 02

## `greeter`

```console
$ just run 02-threads greeter
Hello
```

## `greeter-two`

![no](no.svg)

```console,unordered
$ just run 02-threads greeter-two 3
Hello
```
![a](lanes/a.svg \"just lanes 02-threads greeter-two 3\")

Words.

![b](lanes/b.svg \"just lanes 02-threads greeter\")

![c](c.svg)

```console
$ python3 crates/02-threads/python/greeter_two.py 3
Hullo
```
";
        let (sessions, anchor) = sessions(text, "02-threads", "greeter-two");
        let expected = [
            "```console,unordered\n$ just run 02-threads greeter-two 3\n\
             Hello\n```",
            "```console\n$ python3 crates/02-threads/python/greeter_two.py 3\n\
             Hullo\n```",
            "![a](lanes/a.svg \"just lanes 02-threads greeter-two 3\")\n",
        ];
        assert_eq!(sessions, expected);
        assert_eq!(anchor, "#greeter-two");
    }
}
