//! A preprocessor for mdBook: makes the book of the chapters and the tree.
//!
//! The pages in `docs/src` are written for a code host, where their links lead
//! to files. Here these links lead to pages: each example gets one, with both
//! programs, what they print, and what changes between siblings; each other
//! file that a page links to gets one too. So the book needs no network, and
//! none of its links can break.
//!
//! - [`protocol`] is what mdBook says and hears;
//! - [`markdown`] finds things in a page, [`path`] follows links;
//! - [`tree`] knows which page shows which file;
//! - [`example`] makes the page of an example.

#![forbid(unsafe_code)]

pub mod example;
pub mod markdown;
pub mod path;
pub mod protocol;
pub mod tree;

use std::fmt::Write;
use std::path::Path;

use anyhow::{Result, ensure};
use checks::chapter::{self, Session};
use checks::menu::{self, Room};

use crate::protocol::{Book, Context, Item, Page};
use crate::tree::Tree;

/// Rewrites the links of the book, and adds the pages that they lead to.
///
/// # Errors
///
/// Fails if a link leads nowhere, or a file of the tree can't be shown.
pub fn complete(root: &Path, context: Context, book: &mut Book) -> Result<()> {
    let rooms = menu::read(root)?;
    let recorded = chapter::read_all(root)?;
    let mut tree = Tree::new(root, context);
    book.each(|page| {
        if let (Some(file), Some(path)) = (&page.source_path, &page.path) {
            tree.place(&format!("docs/src/{file}"), path);
        }
        Ok(())
    })?;
    let contributing = ("docs/CONTRIBUTING.md", "contributing.md");
    tree.place(contributing.0, contributing.1);
    for room in &rooms {
        for example in &room.examples {
            let place = example::place(room, example);
            tree.place(&example.rust, &format!("{place}#rust"));
            if let Some(python) = &example.python {
                tree.place(python, &format!("{place}#python"));
            }
        }
    }

    let mut missing: Vec<_> = rooms.iter().map(|it| it.name.as_str()).collect();
    book.each(|page| {
        let Some(file) = &page.source_path else { return Ok(()) };
        let path = page.path.as_deref().unwrap_or(file);
        let source = format!("docs/src/{file}");
        page.content = tree.page(&page.content, &source, path)?;
        let room = rooms.iter().find(|it| *file == format!("{}.md", it.name));
        if let Some(room) = room {
            missing.retain(|name| *name != room.name);
            page.sub_items =
                examples(&mut tree, &rooms, room, page, &recorded)?;
        }
        Ok(())
    })?;
    ensure!(
        missing.is_empty(),
        "docs/src/SUMMARY.md does not list {}",
        missing.join(", ")
    );
    let text = tree.read(contributing.0)?;
    let contributing = Page {
        name: "Contributing".to_owned(),
        content: tree.page(&text, contributing.0, contributing.1)?,
        path: Some(contributing.1.to_owned()),
        ..Page::default()
    };
    let files = files(&mut tree)?;
    for page in [contributing, files] {
        let last = book.items.iter().filter_map(Item::number).max();
        let number = vec![last.map_or(1, |last| last[0] + 1)];
        book.items.push(Item::Chapter(numbered(page, &number)));
    }
    Ok(())
}

/// Gives a page and those below it their numbers. They are not shown, but by
/// them mdBook knows which page is below which.
fn numbered(mut page: Page, number: &[u32]) -> Page {
    page.number = Some(number.to_owned());
    for (item, index) in page.sub_items.iter_mut().zip(1..) {
        if let Item::Chapter(page) = item {
            let number = [number, &[index]].concat();
            *page = numbered(std::mem::take(page), &number);
        }
    }
    page
}

/// The pages of a room's examples.
fn examples(
    tree: &mut Tree,
    rooms: &[Room],
    room: &Room,
    chapter: &Page,
    recorded: &[Session],
) -> Result<Vec<Item>> {
    let number = chapter.number.clone().unwrap_or_default();
    let pages = room.examples.iter().zip(1..).map(|(example, index)| {
        let page =
            example::page(tree, rooms, room, example, &chapter.name, recorded)?;
        let number = [&number[..], &[index]].concat();
        Ok(Item::Chapter(numbered(page, &number)))
    });
    pages.collect()
}

/// The list of all files that pages link to, with a page for each.
fn files(tree: &mut Tree) -> Result<Page> {
    let mut pages = Vec::new();
    while let Some(page) = tree.next_file()? {
        pages.push(page);
    }
    pages.sort();
    let name = "Files".to_owned();
    let mut content =
        "# Files\n\nOther files that pages of this book link to.\n\n"
            .to_owned();
    let mut sub_items = Vec::new();
    for (file, path, text) in pages {
        writeln!(content, "- [`{file}`]({path})")?;
        sub_items.push(Item::Chapter(Page {
            name: file,
            content: text,
            path: Some(path),
            parent_names: vec![name.clone()],
            ..Page::default()
        }));
    }
    let path = Some("files.md".to_owned());
    Ok(Page { name, content, sub_items, path, ..Page::default() })
}
