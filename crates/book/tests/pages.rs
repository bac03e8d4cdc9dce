//! The pages of this tree: each is listed, its links lead somewhere, and each
//! example has one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use book::protocol::{Book, Context, Item, Page};
use book::{complete, markdown, path};
use checks::{chapter, menu, place};
use serde_json::json;

fn root() -> PathBuf {
    place::workspace().unwrap()
}

/// The pages of `docs/src`, without their list.
fn sources() -> BTreeSet<String> {
    let entries = fs::read_dir(root().join("docs/src")).unwrap();
    let names =
        entries.map(|it| it.unwrap().file_name().into_string().unwrap());
    names.filter(|it| it.ends_with(".md") && it != "SUMMARY.md").collect()
}

/// What `SUMMARY.md` lists: names and files.
fn summary() -> Vec<(String, String)> {
    let text = fs::read_to_string(root().join("docs/src/SUMMARY.md")).unwrap();
    let links = text.lines().filter_map(|line| {
        let (name, file) = line.split_once("](")?;
        let name = name.trim_start_matches(['-', ' ', '[']);
        Some((name.to_owned(), file.strip_suffix(')')?.to_owned()))
    });
    links.collect()
}

/// What mdBook writes for this tree.
fn input() -> String {
    let mut number = 0;
    let pages = summary().into_iter().map(|(name, file)| {
        number += 1;
        let source = root().join("docs/src").join(&file);
        Item::Chapter(Page {
            name,
            content: fs::read_to_string(source).unwrap(),
            number: Some(vec![number]),
            path: Some(file.clone()),
            source_path: Some(file),
            ..Page::default()
        })
    });
    let book = Book { items: pages.collect() };
    json!([{ "config": {}, "renderer": "html" }, book]).to_string()
}

/// All pages of the completed book, by their paths.
fn pages() -> BTreeMap<String, Page> {
    let (context, mut book): (Context, Book) =
        serde_json::from_str(&input()).unwrap();
    complete(&root(), context, &mut book).unwrap();
    let mut pages = BTreeMap::new();
    book.each(|page| {
        let copy = Page {
            name: page.name.clone(),
            content: page.content.clone(),
            number: page.number.clone(),
            parent_names: page.parent_names.clone(),
            ..Page::default()
        };
        let old = pages.insert(page.path.clone().unwrap(), copy);
        assert!(old.is_none(), "{:?} is there twice", page.path);
        Ok(())
    })
    .unwrap();
    pages
}

#[test]
fn the_summary_lists_each_page_and_no_other() {
    let listed: Vec<_> = summary().into_iter().map(|(_, file)| file).collect();
    let unique: BTreeSet<_> = listed.iter().cloned().collect();
    assert_eq!(unique.len(), listed.len(), "a page is listed twice");
    assert_eq!(unique, sources());
}

/// All Markdown files of the tree, relative to its root.
fn markdown_files(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if name.starts_with('.') || name == "target" {
            continue;
        }
        if path.is_dir() {
            markdown_files(&path, found);
        } else if name.ends_with(".md") {
            let path = path.strip_prefix(root()).unwrap();
            found.push(path.to_str().unwrap().replace('\\', "/"));
        }
    }
}

/// On a code host, where the links are as they are written.
#[test]
fn each_link_leads_to_a_file_and_a_heading() {
    let mut files = Vec::new();
    markdown_files(&root(), &mut files);
    let (mut links, mut anchors) = (0, 0);
    for file in files {
        let text = fs::read_to_string(root().join(&file)).unwrap();
        for (_, target) in markdown::targets(&text).unwrap() {
            if target.contains("://") {
                continue;
            }
            let (link, anchor) =
                target.split_once('#').unwrap_or((&target, ""));
            let found = match link {
                "" => file.clone(),
                _ => path::follow(path::folder(&file), link).unwrap(),
            };
            links += 1;
            assert!(root().join(&found).exists(), "{file}: {target}");
            if !anchor.is_empty() {
                anchors += 1;
                let text = fs::read_to_string(root().join(&found)).unwrap();
                let headings = markdown::headings(&text);
                let known = headings.iter().any(|(_, id)| id == anchor);
                // A row of the ledger is no heading, and has an id by itself.
                let is_row = text.contains(&format!("<a id=\"{anchor}\">"));
                assert!(known || is_row, "{file}: {target}");
            }
        }
    }
    assert!(links > 300 && anchors > 4, "{links}, {anchors}");
}

#[test]
fn each_example_has_its_page() {
    let pages = pages();
    let rooms = menu::read(&root()).unwrap();
    let sessions = chapter::read_all(&root()).unwrap();
    let mut with_changes = 0;
    for room in &rooms {
        let chapter = &pages[&format!("{}.md", room.name)];
        for (example, index) in room.examples.iter().zip(1..) {
            let path = format!("{}/{}.md", room.name, example.name);
            let page = &pages[&path];
            assert_eq!(page.parent_names, [chapter.name.as_str()], "{path}");
            let number = [&chapter.number.clone().unwrap()[..], &[index]];
            assert_eq!(page.number, Some(number.concat()), "{path}");
            for file in [Some(&example.rust), example.python.as_ref()] {
                let Some(file) = file else { continue };
                let code = fs::read_to_string(root().join(file)).unwrap();
                assert!(page.content.contains(code.trim_end()), "{file}");
            }
            let own = sessions.iter().filter(|it| {
                it.room == room.name && it.example == example.name
            });
            for session in own {
                let command = format!("$ just run {}\n", session.label());
                let shown = format!("{command}{}", session.recorded);
                assert!(page.content.contains(&shown), "{path}: {shown}");
            }
            // The chapter leads to the page, and the page to the chapter.
            let link = format!("]({path}#rust)");
            assert!(chapter.content.contains(&link), "{path}");
            let link = format!("](../{}.md#", room.name);
            assert!(page.content.contains(&link), "{path}");
            with_changes +=
                usize::from(page.content.contains("\n## What changes"));
        }
    }
    assert!(with_changes > 40, "{with_changes}");
}

#[test]
fn no_link_leads_out_of_the_book() {
    let pages = pages();
    for (page, Page { content, .. }) in &pages {
        for (_, target) in markdown::targets(content).unwrap() {
            if target.contains("://") || target.starts_with('#') {
                continue;
            }
            let link = target.split('#').next().unwrap();
            let found = path::follow(path::folder(page), link).unwrap();
            let copied = root().join("docs/src").join(&found).is_file();
            assert!(pages.contains_key(&found) || copied, "{page}: {target}");
        }
    }
}

/// Runs the program as mdBook does.
fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_book"))
        .args(arguments)
        .current_dir(root().join("docs"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read its input closes the pipe.
    let written = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    assert!(written.is_ok() || !output.status.success());
    output
}

#[test]
fn mdbook_gets_the_same_book_from_the_program() {
    let output = run(&[], &input());
    assert!(output.status.success(), "{output:?}");
    let mut book: Book = serde_json::from_slice(&output.stdout).unwrap();
    let mut paths = BTreeSet::new();
    book.each(|page| {
        paths.insert(page.path.clone().unwrap());
        Ok(())
    })
    .unwrap();
    assert_eq!(paths, pages().into_keys().collect());
}

#[test]
fn the_program_ends_as_mdbook_expects() {
    let status = |arguments: &[&str]| run(arguments, "").status.code();
    assert_eq!(status(&["supports", "html"]), Some(0));
    assert_eq!(status(&["supports", "epub"]), Some(1));
    let output = run(&["page"], "");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stderr, b"error: mdBook runs this program: just book\n");
    let output = run(&[], "[]");
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8(output.stderr).unwrap();
    let expected = "error: this is not what mdBook 0.5 writes: ";
    assert!(error.starts_with(expected), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
    // One that mdBook would write if a room's chapter were not listed.
    let output = run(&[], r#"[{ "config": {} }, { "items": [] }]"#);
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8(output.stderr).unwrap();
    let expected = "error: docs/src/SUMMARY.md does not list 01-";
    assert!(error.starts_with(expected), "{error}");
}
