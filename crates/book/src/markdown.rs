//! Finds things in a page, and replaces them where they are.

use std::collections::HashMap;
use std::ops::Range;

use anyhow::{Context, Result};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
}

/// A place in a page, and what is to be there.
type Change = (Range<usize>, String);

fn apply(text: &str, mut changes: Vec<Change>) -> String {
    // From the last to the first, so that the earlier places stay right.
    changes.sort_by_key(|(place, _)| place.start);
    let mut text = text.to_owned();
    for (place, new) in changes.into_iter().rev() {
        text.replace_range(place, &new);
    }
    text
}

/// Where links and images lead: the place of each target, and the target.
///
/// # Errors
///
/// Fails if a target is written in a way that this function does not know.
pub fn targets(text: &str) -> Result<Vec<(Range<usize>, String)>> {
    let mut targets = Vec::new();
    let parser = parser(text);
    for (_, definition) in parser.reference_definitions().iter() {
        let place = definition.span.clone();
        targets.push(target(text, place, "]: ", &definition.dest)?);
    }
    for (event, place) in parser.into_offset_iter() {
        let Event::Start(
            Tag::Link { link_type: LinkType::Inline, dest_url, .. }
            | Tag::Image { link_type: LinkType::Inline, dest_url, .. },
        ) = event
        else {
            continue;
        };
        targets.push(target(text, place, "](", &dest_url)?);
    }
    Ok(targets)
}

/// The target in a link, which comes after these characters.
fn target(
    text: &str,
    link: Range<usize>,
    after: &str,
    target: &str,
) -> Result<(Range<usize>, String)> {
    // The last one: an image may be inside a link.
    let start = text[link.clone()].rfind(after).map(|at| at + after.len());
    let start = start.unwrap_or_default() + link.start;
    let place = start..start + target.len();
    let found = text.get(place.clone()) == Some(target);
    found
        .then(|| (place, target.to_owned()))
        .with_context(|| format!("a link to {target} in an unusual form"))
}

/// Replaces the targets of links and images, where `to` has another one.
///
/// # Errors
///
/// Fails if `to` does, or a target can't be replaced.
pub fn with_targets(
    text: &str,
    mut to: impl FnMut(&str) -> Result<Option<String>>,
) -> Result<String> {
    let mut changes = Vec::new();
    for (place, target) in targets(text)? {
        if let Some(new) = to(&target)? {
            changes.push((place, new));
        }
    }
    Ok(apply(text, changes))
}

/// An image: what it shows, in words, and its file.
#[derive(Debug, PartialEq, Eq)]
pub struct Image {
    /// The alternative text.
    pub alt: String,
    /// The target of the link.
    pub file: String,
    /// What a reader sees who points at it: the command that drew it.
    pub title: String,
}

/// Replaces the paragraphs of which each line is an image, where `to` knows
/// these images.
///
/// # Errors
///
/// Fails if `to` does.
pub fn with_images(
    text: &str,
    mut to: impl FnMut(&[Image]) -> Result<Option<String>>,
) -> Result<String> {
    let mut changes = Vec::new();
    for (images, place) in paragraphs_of_images(text) {
        if let Some(new) = to(&images)? {
            changes.push((place, new));
        }
    }
    Ok(apply(text, changes))
}

fn paragraphs_of_images(text: &str) -> Vec<(Vec<Image>, Range<usize>)> {
    let mut found = Vec::new();
    let mut images: Vec<Image> = Vec::new();
    let (mut is_only_images, mut is_in_image) = (false, false);
    for (event, place) in parser(text).into_offset_iter() {
        match event {
            Event::Start(Tag::Paragraph) => {
                is_only_images = true;
                images.clear();
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                is_in_image = true;
                let file = dest_url.into_string();
                let title = title.into_string();
                images.push(Image { alt: String::new(), file, title });
            }
            Event::End(TagEnd::Image) => is_in_image = false,
            Event::End(TagEnd::Paragraph) => {
                if is_only_images && !images.is_empty() {
                    found.push((std::mem::take(&mut images), place));
                }
            }
            Event::Text(part) | Event::Code(part) if is_in_image => {
                if let Some(image) = images.last_mut() {
                    image.alt.push_str(&part);
                }
            }
            Event::SoftBreak => {}
            _ => is_only_images &= is_in_image,
        }
    }
    found
}

/// The headings of a page: where each begins, and its anchor.
pub fn headings(text: &str) -> Vec<(usize, String)> {
    let mut headings = Vec::new();
    let mut words: Option<String> = None;
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (event, place) in parser(text).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { .. }) => words = Some(String::new()),
            Event::Text(part) | Event::Code(part) => {
                if let Some(words) = &mut words {
                    words.push_str(&part);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let slug = slug(&words.take().unwrap_or_default());
                let count = counts.entry(slug.clone()).or_default();
                let anchor = match *count {
                    0 => slug,
                    count => format!("{slug}-{count}"),
                };
                *count += 1;
                headings.push((place.start, anchor));
            }
            _ => {}
        }
    }
    headings
}

/// The anchor of a heading; mdBook and code hosts agree on it.
fn slug(heading: &str) -> String {
    let letters = heading.trim().chars().filter_map(|c| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        c if c.is_alphanumeric() => Some(c),
        _ => None,
    });
    letters.flat_map(char::to_lowercase).collect()
}

/// The blocks that are not in another block, in order.
pub fn blocks(text: &str) -> Vec<&str> {
    let mut blocks = Vec::new();
    let mut depth = 0;
    for (event, place) in parser(text).into_offset_iter() {
        match event {
            Event::Start(_) => {
                if depth == 0 {
                    blocks.push(&text[place]);
                }
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    blocks
}

/// Whether a block holds images and nothing else.
pub fn is_pictures(block: &str) -> bool {
    matches!(&paragraphs_of_images(block)[..], [(_, place)]
        if block[place.clone()].trim() == block.trim())
}

/// A text as a code block, whatever it has in it.
pub fn fenced(language: &str, text: &str) -> String {
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}{language}\n{}\n{fence}\n", text.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_targets_are_replaced() {
        let text = "[a](x.rs), `[b](x.rs)`, [![c](y.svg)](x.rs)\n\
                    and [d], <https://e>.\n\n```\n[f](x.rs)\n```\n\n\
                    | [g](x.rs#h) |\n|---|\n\n[d]: x.rs\n";
        let replaced = with_targets(text, |target| {
            Ok(target.starts_with("x.rs").then(|| "new".to_owned()))
        });
        assert_eq!(
            replaced.unwrap(),
            "[a](new), `[b](x.rs)`, [![c](y.svg)](new)\n\
             and [d], <https://e>.\n\n```\n[f](x.rs)\n```\n\n\
             | [g](new) |\n|---|\n\n[d]: new\n"
        );
    }

    #[test]
    fn a_target_in_an_unusual_form_is_an_error() {
        let error = targets("[a](<b c>)").unwrap_err().to_string();
        assert_eq!(error, "a link to b c in an unusual form");
    }

    #[test]
    fn pictures_are_paragraphs_of_images() {
        let text = "An ![i](i.svg) in a line.\n\n```\n$ it\n```\n\
                    ![the `a`](a.svg)\n![b](b.svg)\n\n![c](c.svg) and more\n";
        let replaced = with_images(text, |images| {
            let names =
                images.iter().map(|it| format!("{} {}", it.alt, it.file));
            Ok(Some(names.collect::<Vec<_>>().join(", ") + "\n"))
        });
        assert_eq!(
            replaced.unwrap(),
            "An ![i](i.svg) in a line.\n\n```\n$ it\n```\n\
             the a a.svg, b b.svg\n\n![c](c.svg) and more\n"
        );
    }

    #[test]
    fn anchors_are_those_of_a_code_host() {
        let text = "# 02 · Threads\n\n## `big-result`\n\n## What it Says?\n\n\
                    ## `big-result`\n";
        let anchors: Vec<_> =
            headings(text).into_iter().map(|(_, anchor)| anchor).collect();
        let expected =
            ["02--threads", "big-result", "what-it-says", "big-result-1"];
        assert_eq!(anchors, expected);
    }

    #[test]
    fn a_fence_is_longer_than_those_in_it() {
        assert_eq!(fenced("rust", "a\n"), "```rust\na\n```\n");
        assert_eq!(fenced("", "````\n"), "`````\n````\n`````\n");
    }

    #[test]
    fn blocks_are_not_those_in_others() {
        let text =
            "a\n\n- b\n\n  ```\n  c\n  ```\n\n```\nd\n```\n![e](e.svg)\n";
        let blocks = blocks(text);
        assert_eq!(blocks.len(), 4, "{blocks:?}");
        assert_eq!(blocks[2], "```\nd\n```");
        let pictures: Vec<_> = blocks.into_iter().map(is_pictures).collect();
        assert_eq!(pictures, [false, false, false, true]);
    }
}
