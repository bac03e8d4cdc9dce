//! The files of the tree, and where the book shows each.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use crate::markdown::{self, Image};
use crate::path;
use crate::protocol::Context;

/// The tree, and what the book shows of it.
pub struct Tree {
    root: PathBuf,
    context: Context,
    /// The page of a file, with an anchor for an example's.
    places: BTreeMap<String, String>,
    /// The files that a page has linked to, and that have no page yet.
    wanted: VecDeque<String>,
}

impl Tree {
    /// A tree of which the book shows nothing so far.
    pub fn new(root: &Path, context: Context) -> Self {
        Self {
            root: root.to_owned(),
            context,
            places: BTreeMap::new(),
            wanted: VecDeque::new(),
        }
    }

    /// The workspace.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Says where the book shows a file.
    pub fn place(&mut self, file: &str, page: &str) {
        self.places.insert(file.to_owned(), page.to_owned());
    }

    /// A file of the tree.
    ///
    /// # Errors
    ///
    /// Fails if it can't be read, or is no text.
    pub fn read(&self, file: &str) -> Result<String> {
        fs::read_to_string(self.root.join(file))
            .with_context(|| format!("could not read {file}"))
    }

    /// The name of a file, as a link if a code host has it.
    pub fn source(&self, file: &str) -> String {
        match self.context.source_url(file) {
            Some(url) => format!("[`{file}`]({url})"),
            None => format!("`{file}`"),
        }
    }

    /// The text of the file `file` as that of the page `page`: its links lead
    /// to pages, and its pictures are part of it.
    ///
    /// # Errors
    ///
    /// Fails if a link leads nowhere.
    pub fn page(
        &mut self,
        text: &str,
        file: &str,
        page: &str,
    ) -> Result<String> {
        let text = markdown::with_images(text, |images| {
            self.pictures(images, path::folder(file))
        });
        let text = text.with_context(|| file.to_owned())?;
        markdown::with_targets(&text, |target| self.target(target, file, page))
            .with_context(|| file.to_owned())
    }

    /// Where a link of the file `file` leads from the page `page`.
    fn target(
        &mut self,
        target: &str,
        file: &str,
        page: &str,
    ) -> Result<Option<String>> {
        if target.starts_with('#') || target.contains("://") {
            return Ok(None);
        }
        let (link, anchor) = match target.split_once('#') {
            Some((link, anchor)) => (link, Some(anchor)),
            None => (target, None),
        };
        let found = path::follow(path::folder(file), link);
        let found = found.filter(|it| self.root.join(it).exists());
        let found =
            found.with_context(|| format!("there is no file {link}"))?;
        let place = self.place_of(&found)?;
        let place = match (place.split_once('#'), anchor) {
            (None, Some(anchor)) => format!("{place}#{anchor}"),
            _ => place,
        };
        Ok(Some(path::link(page, &place)))
    }

    /// Where the book shows a file. A page is made for it if it has none.
    fn place_of(&mut self, file: &str) -> Result<String> {
        if let Some(place) = self.places.get(file) {
            return Ok(place.clone());
        }
        if let Some(name) = file.strip_prefix("docs/src/") {
            // mdBook copies these.
            let is_page = name.ends_with(".md");
            ensure!(!is_page, "docs/src/SUMMARY.md does not list {name}");
            return Ok(name.to_owned());
        }
        // A README.md would become the index of its folder.
        let place = match file.strip_suffix(".md") {
            Some(name) => format!("files/{}.md", name.to_lowercase()),
            None => format!("files/{file}.md"),
        };
        self.place(file, &place);
        self.wanted.push_back(file.to_owned());
        Ok(place)
    }

    /// The next file that a page has linked to and that has no page yet: the
    /// file, its page, and the page's text.
    ///
    /// # Errors
    ///
    /// Fails if the file can't be shown.
    pub fn next_file(&mut self) -> Result<Option<(String, String, String)>> {
        let Some(file) = self.wanted.pop_front() else { return Ok(None) };
        let place = self.places[&file].clone();
        let text = if self.root.join(&file).is_dir() {
            self.folder(&file, &place)?
        } else {
            let text = self.read(&file)?;
            if file.ends_with(".md") {
                self.page(&text, &file, &place)?
            } else {
                let code = markdown::fenced(language(&file, &text), &text);
                format!("# `{file}`\n\n{code}")
            }
        };
        let text = match self.context.source_url(&file) {
            Some(url) => format!("{text}\n[Source]({url})\n"),
            None => text,
        };
        Ok(Some((file, place, text)))
    }

    /// A list of a folder's files. Those of a room are shown as well: they are
    /// what this book is about.
    fn folder(&mut self, folder: &str, page: &str) -> Result<String> {
        let mut names = BTreeSet::new();
        for entry in fs::read_dir(self.root.join(folder))? {
            names.insert(entry?.file_name().to_string_lossy().into_owned());
        }
        let is_room = |name: &str| name.starts_with(|c: char| c.is_numeric());
        let is_shown = folder.strip_prefix("crates/").is_some_and(is_room);
        let mut text = format!("# `{folder}`\n\n");
        for name in names {
            let file = format!("{folder}/{name}");
            if is_shown && self.root.join(&file).is_file() {
                self.place_of(&file)?;
            }
            match self.places.get(&file) {
                Some(place) => {
                    let link = path::link(page, place);
                    writeln!(text, "- [`{name}`]({link})")?;
                }
                None => writeln!(text, "- {}", self.source(&file))?,
            }
        }
        Ok(text)
    }

    /// Images as part of the page, if they are SVGs of the book.
    fn pictures(
        &self,
        images: &[Image],
        folder: &str,
    ) -> Result<Option<String>> {
        if !images.iter().all(|image| image.file.ends_with(".svg")) {
            return Ok(None);
        }
        let mut figures = String::from("\n");
        for Image { alt, file, title } in images {
            let found = path::follow(folder, file);
            let found =
                found.with_context(|| format!("there is no file {file}"))?;
            figures.push_str(&figure(alt, title, &self.read(&found)?)?);
        }
        Ok(Some(figures))
    }
}

/// An SVG as part of a page: only there can it follow the page's theme.
fn figure(alt: &str, title: &str, svg: &str) -> Result<String> {
    let svg = svg.find("<svg").map(|start| &svg[start..]);
    let (head, body) =
        svg.and_then(|svg| svg.split_once('>')).context("this is no SVG")?;
    let mut head = head.to_owned();
    if !head.contains(" role=") {
        head += " role=\"img\"";
    }
    if !head.contains(" aria-label=") {
        write!(head, " aria-label=\"{}\"", escaped(alt))?;
    }
    let mut figure = format!("<figure class=\"picture\">\n{head}>");
    // What a picture was drawn from is of no use here, and would be found by
    // the search.
    let (before, after) = match body.split_once("<metadata>") {
        Some((before, rest)) => {
            (before, rest.split_once("</metadata>").unwrap_or_default().1)
        }
        None => (body, ""),
    };
    // A blank line would end the block of HTML.
    for line in before.lines().chain(after.lines()) {
        if !line.trim().is_empty() {
            writeln!(figure, "{line}")?;
        }
    }
    if title.starts_with("just ") {
        let command = escaped(title);
        writeln!(
            figure,
            "<figcaption>Drawn by <code>{command}</code></figcaption>"
        )?;
    }
    Ok(figure + "</figure>\n\n")
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

/// The language of a file, as a code block names it.
fn language(file: &str, text: &str) -> &'static str {
    let name = file.rsplit('/').next().unwrap_or_default();
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("rs") => "rust",
        Some("py") => "python",
        Some("toml") => "toml",
        Some("json") => "json",
        Some("c") => "c",
        None if text.starts_with("#!/bin/sh") => "sh",
        _ => "text",
    }
}

#[cfg(test)]
mod tests {
    use checks::place;

    use super::*;

    fn tree(repository: Option<&str>) -> Tree {
        let root = place::workspace().unwrap();
        let mut tree = Tree::new(&root, Context::with(repository));
        tree.place("docs/src/02-threads.md", "02-threads.md");
        let workers = "crates/02-threads/src/workers.rs";
        tree.place(workers, "02-threads/workers.md#rust");
        tree
    }

    #[test]
    fn links_lead_to_pages() {
        let mut tree = tree(None);
        let text = "[a](../../crates/02-threads/src/workers.rs) \
                    [b](02-threads.md#names) [c](../../README.md#sources) \
                    [d](#here) [e](https://e.org/) [f](costs/costs.json)";
        let page = tree.page(text, "docs/src/costs.md", "costs.md").unwrap();
        let expected = "[a](02-threads/workers.md#rust) \
                        [b](02-threads.md#names) [c](files/readme.md#sources) \
                        [d](#here) [e](https://e.org/) [f](costs/costs.json)";
        assert_eq!(page, expected);
        let page = tree.page("[a](../README.md)", "docs/x.md", "files/x.md");
        assert_eq!(page.unwrap(), "[a](readme.md)");
    }

    #[test]
    fn a_link_that_leads_nowhere_is_an_error() {
        let error = |target: &str| {
            let (text, file) = (format!("[a]({target})"), "docs/src/costs.md");
            let error = tree(None).page(&text, file, "costs.md").unwrap_err();
            format!("{error:#}")
        };
        let expected = "docs/src/costs.md: there is no file gone.rs";
        assert_eq!(error("gone.rs"), expected);
        let outside = "docs/src/costs.md: there is no file ../../../etc";
        assert_eq!(error("../../../etc"), outside);
        let unlisted =
            "docs/src/costs.md: docs/src/SUMMARY.md does not list contract.md";
        assert_eq!(error("contract.md"), unlisted);
    }

    #[test]
    fn a_linked_file_becomes_a_page_once() {
        let mut tree = tree(None);
        let text = "[a](../../rustfmt.toml) [b](../../rustfmt.toml#L1)";
        let page = tree.page(text, "docs/src/costs.md", "costs.md").unwrap();
        let expected =
            "[a](files/rustfmt.toml.md) [b](files/rustfmt.toml.md#L1)";
        assert_eq!(page, expected);
        let (file, page, text) = tree.next_file().unwrap().unwrap();
        assert_eq!(file, "rustfmt.toml");
        assert_eq!(page, "files/rustfmt.toml.md");
        assert!(text.starts_with("# `rustfmt.toml`\n\n```toml\n"), "{text}");
        assert!(tree.next_file().unwrap().is_none());
    }

    #[test]
    fn a_code_host_gets_links() {
        let mut tree = tree(Some("https://host/repository/"));
        let url = "https://host/repository/blob/main/rustfmt.toml";
        let link = format!("[`rustfmt.toml`]({url})");
        assert_eq!(tree.source("rustfmt.toml"), link);
        tree.place_of("rustfmt.toml").unwrap();
        let (_, _, text) = tree.next_file().unwrap().unwrap();
        assert!(text.ends_with(&format!("\n[Source]({url})\n")), "{text}");
    }

    #[test]
    fn a_picture_is_one_block_with_a_label() {
        let svg = "<?xml?>\n<svg width=\"1\">\n\n<metadata>[1]</metadata>\n\
                   <path/>\n</svg>\n";
        let expected = "<figure class=\"picture\">\n\
            <svg width=\"1\" role=\"img\" \
            aria-label=\"&lt;a&gt; &quot;b&quot;\"><path/>\n</svg>\n\
            </figure>\n\n";
        assert_eq!(figure("<a> \"b\"", "", svg).unwrap(), expected);
        let svg = "<svg role=\"img\"></svg>";
        let figure = figure("a", "just lanes 02", svg).unwrap();
        assert!(figure.contains("<svg role=\"img\" aria-label=\"a\">"));
        assert!(figure.contains("by <code>just lanes 02</code></figcaption>"));
        assert!(super::figure("", "", "<html>").is_err());
    }
}
