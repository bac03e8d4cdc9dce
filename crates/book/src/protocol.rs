//! What mdBook hands to a preprocessor, and takes back: `[context, book]`.
//!
//! The crate `mdbook-preprocessor` has these types too. It needs 36 packages
//! for them, and we need four fields.

use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What mdBook says about the book as a whole.
#[derive(Debug, Deserialize)]
pub struct Context {
    config: Value,
}

impl Context {
    /// Where a code host shows a file, if `book.toml` names a repository.
    pub fn source_url(&self, path: &str) -> Option<String> {
        let html = self.config.get("output")?.get("html")?;
        let repository = html.get("git-repository-url")?.as_str()?;
        let repository = repository.trim_end_matches('/');
        Some(format!("{repository}/blob/main/{path}"))
    }
}

#[cfg(test)]
impl Context {
    /// A context for tests, with a repository or without one.
    pub(crate) fn with(repository: Option<&str>) -> Self {
        let html = serde_json::json!({ "git-repository-url": repository });
        Self { config: serde_json::json!({ "output": { "html": html } }) }
    }
}

/// The pages of the book, in order.
#[derive(Debug, Deserialize, Serialize)]
pub struct Book {
    /// What `SUMMARY.md` lists.
    pub items: Vec<Item>,
}

/// An entry of `SUMMARY.md`.
#[derive(Debug, Deserialize, Serialize)]
pub enum Item {
    /// A page.
    Chapter(Page),
    /// A rule between pages.
    Separator,
    /// A heading above pages.
    PartTitle(String),
}

impl Item {
    /// The number of a page, if it has one.
    pub fn number(&self) -> Option<&[u32]> {
        match self {
            Self::Chapter(page) => page.number.as_deref(),
            Self::Separator | Self::PartTitle(_) => None,
        }
    }
}

/// A page; mdBook calls it a chapter.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct Page {
    /// Its name in the table of contents.
    pub name: String,
    /// Its text, in Markdown.
    pub content: String,
    /// Its place among the numbered pages.
    pub number: Option<Vec<u32>>,
    /// The pages below it.
    pub sub_items: Vec<Item>,
    /// Where it is in the book, `02-threads/workers.md`.
    pub path: Option<String>,
    /// Its file below `docs/src`; a page that we have made has none.
    pub source_path: Option<String>,
    /// The names of the pages above it.
    pub parent_names: Vec<String>,
}

impl Book {
    /// Does this to each page.
    ///
    /// # Errors
    ///
    /// Fails as soon as `action` does.
    pub fn each(
        &mut self,
        mut action: impl FnMut(&mut Page) -> Result<()>,
    ) -> Result<()> {
        each(&mut self.items, &mut action)
    }
}

fn each(
    items: &mut [Item],
    action: &mut impl FnMut(&mut Page) -> Result<()>,
) -> Result<()> {
    for item in items {
        if let Item::Chapter(page) = item {
            action(page)?;
            each(&mut page.sub_items, action)?;
        }
    }
    Ok(())
}
