//! The pictures of runs in the pages, and the commands that draw them.
//!
//! Such a picture has its command as its title:
//!
//! ```markdown
//! ![Three sleepers](lanes/02-greeter.svg "just lanes 02-threads greeter")
//! ```

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use pulldown_cmark::{Event, Parser, Tag};

use crate::chapter::Session;
use crate::diff::{Setting, program};
use crate::menu;

/// A picture of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The file, an SVG.
    pub file: PathBuf,
    /// What comes after `just lanes`.
    pub words: Vec<String>,
}

/// How long a second of the articles lasts in a picture: long enough that a
/// start takes little of it, and a tenth is still seen.
pub const SECOND: &str = "0.5";

impl Picture {
    /// Whether it shows an example of one of these sessions.
    pub fn is_among(&self, sessions: &[&Session]) -> bool {
        sessions.iter().any(|it| self.shows(&it.room, &it.example))
    }

    /// Whether it shows this room, and the room's example; or, as a strip, this
    /// example of all rooms.
    pub fn shows(&self, room: &str, example: &str) -> bool {
        let plain = self.words.iter().map(String::as_str);
        let plain: Vec<_> = plain.filter(|it| !it.starts_with('-')).collect();
        if self.words.first().is_some_and(|word| word == "--strip") {
            return plain.first() == Some(&example);
        }
        plain.get(1) == Some(&example)
            && plain.first().is_some_and(|word| menu::is_room(room, word))
    }

    /// Whether it shows the run of this session.
    pub fn is_of(&self, session: &Session) -> bool {
        let label = session.label();
        self.words.iter().map(String::as_str).eq(label.split(' '))
    }

    /// The command that draws it; `keep` leaves it as it is, if it agrees with
    /// the run.
    ///
    /// # Errors
    ///
    /// If `lanes` is not built yet.
    pub fn command(&self, setting: &Setting, keep: bool) -> Result<Command> {
        let mut command = Command::new(program(&setting.bin_dir, "lanes")?);
        command.arg("--bin-dir").arg(&setting.bin_dir);
        command.args(["--second", SECOND]).arg("--svg").arg(&self.file);
        if keep {
            command.arg("--keep");
        }
        command.args(&self.words);
        Ok(command)
    }
}

/// Reads which pictures the README and the pages of the book show, each once.
///
/// # Errors
///
/// Fails if a page can't be read, or two name different commands for a file.
pub fn read_all(root: &Path) -> Result<Vec<Picture>> {
    let folder = root.join("docs/src");
    let mut pages = vec![root.join("README.md")];
    for entry in fs::read_dir(&folder)
        .with_context(|| format!("could not read {}", folder.display()))?
    {
        pages.push(entry?.path());
    }
    pages.retain(|page| page.extension().is_some_and(|it| it == "md"));
    pages.sort();
    let mut pictures: Vec<Picture> = Vec::new();
    for page in pages.into_iter().filter(|page| page.exists()) {
        let text = fs::read_to_string(&page)
            .with_context(|| page.display().to_string())?;
        for picture in parse(&page, &text) {
            let file = &picture.file;
            match pictures.iter().find(|it| it.file == *file) {
                Some(other) => ensure!(
                    *other == picture,
                    "{} has two commands",
                    file.display()
                ),
                None => pictures.push(picture),
            }
        }
    }
    Ok(pictures)
}

/// The pictures of runs in the text of a page.
pub fn parse(page: &Path, text: &str) -> Vec<Picture> {
    let folder = page.parent().unwrap_or(Path::new("."));
    let images = Parser::new(text).filter_map(|event| match event {
        Event::Start(Tag::Image { dest_url, title, .. }) => {
            let words = title.strip_prefix("just lanes ")?;
            Some(Picture {
                file: folder.join(&*dest_url),
                words: words.split_whitespace().map(str::to_owned).collect(),
            })
        }
        _ => None,
    });
    images.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_its_command_as_its_title() {
        let text = "\
![a](lanes/a.svg \"just lanes --python 02-threads fib 28\")
![b](costs/b.svg) ![c](c.svg \"a plot\")
";
        let pictures = parse(Path::new("docs/src/02-threads.md"), text);
        let [picture] = &pictures[..] else { panic!("{pictures:?}") };
        assert_eq!(picture.file, Path::new("docs/src/lanes/a.svg"));
        assert!(picture.shows("02-threads", "fib"));
        assert!(!picture.shows("02-threads", "workers"));
        assert!(!picture.shows("01-sequential-greeter", "fib"));
    }
}
