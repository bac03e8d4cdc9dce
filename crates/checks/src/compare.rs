//! Shows the code of two siblings: what the model changes, and what stays.
//!
//! Head docs are left out, and lines that differ only in their indentation
//! count as equal.

use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::menu;
use crate::rules;

/// Something that is not there was asked for, as in `compare greter`.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Mistake(String);

/// An example's source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The crate's folder, `02-threads`.
    pub room: String,
    /// The example's name on the command line, `big-result`.
    pub example: String,
    /// Where its code is.
    pub file: PathBuf,
}

impl Source {
    /// How the listing names it: by its file, in the workspace.
    fn place(&self) -> String {
        let name = self.file.file_name().unwrap_or_default();
        let folder = if self.is_python() { "python" } else { "src" };
        let name = name.to_string_lossy();
        format!("crates/{}/{folder}/{name}", self.room)
    }

    fn is_python(&self) -> bool {
        self.file.extension().is_some_and(|it| it == "py")
    }

    /// Its counterpart beside it.
    fn in_python(&self) -> Option<Self> {
        let folder = self.file.parent()?.parent()?.join("python");
        let file = folder.join(self.file.with_extension("py").file_name()?);
        file.exists().then(|| Self { file, ..self.clone() })
    }

    /// Its code, without the head doc.
    fn code(&self) -> Result<String> {
        let text = fs::read_to_string(&self.file)
            .with_context(|| self.file.display().to_string())?;
        Ok(without_head_doc(&text, self.is_python()))
    }
}

/// All examples: the files whose head doc says how to run them.
///
/// # Errors
///
/// Fails if a folder or file can't be read.
pub fn sources(root: &Path) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for room in menu::rooms(root)? {
        let folder = root.join("crates").join(&room).join("src");
        let entries = fs::read_dir(&folder)
            .with_context(|| folder.display().to_string())?;
        let mut files = Vec::new();
        for entry in entries {
            files.push(entry?.path());
        }
        files.retain(|file| file.extension().is_some_and(|it| it == "rs"));
        files.sort();
        for file in files {
            let run = format!("//! Run:    just run {room} ");
            let text = fs::read_to_string(&file)?;
            let line = text.lines().find_map(|line| line.strip_prefix(&run));
            if let Some(line) = line {
                let example = line.split(' ').next().unwrap_or_default();
                let (room, example) = (room.clone(), example.to_owned());
                sources.push(Source { room, example, file });
            }
        }
    }
    Ok(sources)
}

/// Prints what can be compared with `example`: all its siblings.
///
/// # Errors
///
/// Fails if there is no such example, or the output can't be written.
pub fn list(out: &mut impl Write, root: &Path, example: &str) -> Result<()> {
    for source in siblings(&sources(root)?, example)? {
        let Source { room, example, .. } = &source;
        let python = if source.in_python().is_some() { ", py" } else { "" };
        writeln!(out, "{room} {example}{python}")?;
    }
    Ok(())
}

/// How to show two files.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// As a diff, with colours or without.
    Diff {
        /// Whether to paint what differs.
        colours: bool,
    },
    /// Side by side, each in so many columns, with colours.
    SideBySide {
        /// The columns of one side.
        width: usize,
    },
}

/// Shows the code of an example on two sides: two rooms, or a room and `py`.
///
/// # Errors
///
/// Fails if a side is not there, or the output can't be written.
pub fn print(
    out: &mut impl Write,
    root: &Path,
    example: &str,
    sides: &[String; 2],
    form: Form,
) -> Result<()> {
    let siblings = siblings(&sources(root)?, example)?;
    let [first, second] = sides.each_ref().map(String::as_str);
    let (old, new) = match (first, second) {
        ("py", "py") => {
            bail!(Mistake("py and py are the same: name a room".into()))
        }
        ("py", room) => {
            let rust = find(&siblings, example, room)?;
            (python_of(&rust)?, rust)
        }
        (room, "py") => {
            let rust = find(&siblings, example, room)?;
            let python = python_of(&rust)?;
            (rust, python)
        }
        (one, other) => {
            (find(&siblings, example, one)?, find(&siblings, example, other)?)
        }
    };
    let (old_code, new_code) = (old.code()?, new.code()?);
    let old_lines: Vec<_> = old_code.lines().collect();
    let new_lines: Vec<_> = new_code.lines().collect();
    let sides = Sides { old: &old_lines, new: &new_lines };
    match form {
        Form::Diff { colours } => {
            let paint = Paint { colours };
            writeln!(out, "{}", paint.red(&format!("--- {}", old.place())))?;
            writeln!(out, "{}", paint.green(&format!("+++ {}", new.place())))?;
            sides.diff(out, paint)?;
        }
        Form::SideBySide { width } => {
            let (old, new) = (old.place(), new.place());
            writeln!(out, "{old:width$}   {new}\n")?;
            sides.side_by_side(out, width)?;
        }
    }
    Ok(())
}

/// The examples of the same family, in the order of the rooms.
fn siblings(sources: &[Source], example: &str) -> Result<Vec<Source>> {
    let family = rules::family(example).unwrap_or(example);
    let siblings: Vec<_> = sources
        .iter()
        .filter(|it| {
            rules::family(&it.example).unwrap_or(&it.example) == family
        })
        .cloned()
        .collect();
    if siblings.is_empty() {
        let names = sources.iter().map(|source| source.example.as_str());
        let guess = menu::guess(example, names);
        bail!(Mistake(format!("there is no example '{example}'{guess}")));
    }
    Ok(siblings)
}

/// The sibling in a room, or by its own name: `08` or `greeter-smol`.
fn find(siblings: &[Source], example: &str, side: &str) -> Result<Source> {
    let mut found: Vec<_> = siblings
        .iter()
        .filter(|it| menu::is_room(&it.room, side) || it.example == side)
        .collect();
    if found.iter().any(|it| it.example == example) {
        found.retain(|it| it.example == example);
    }
    match found[..] {
        [one] => Ok(one.clone()),
        [] => bail!(Mistake(format!(
            "there is no {example} in '{side}'; just compare {example} lists \
             where there is one"
        ))),
        _ => {
            let names: Vec<_> =
                found.iter().map(|it| it.example.as_str()).collect();
            bail!(Mistake(format!(
                "which one of {side}: {}?",
                names.join(", ")
            )))
        }
    }
}

fn python_of(rust: &Source) -> Result<Source> {
    let Source { room, example, .. } = rust;
    let missing = || format!("{room} {example} has no counterpart");
    Ok(rust.in_python().ok_or_else(|| Mistake(missing()))?)
}

fn without_head_doc(text: &str, is_python: bool) -> String {
    let body = if is_python {
        // From the end of the docstring, which is the first thing in a file.
        text.splitn(3, "\"\"\"").nth(2).unwrap_or(text)
    } else {
        let head: usize = text
            .split_inclusive('\n')
            .take_while(|line| line.starts_with("//!"))
            .map(str::len)
            .sum();
        &text[head..]
    };
    body.trim_start().to_owned()
}

/// The lines of two files.
struct Sides<'a> {
    old: &'a [&'a str],
    new: &'a [&'a str],
}

impl Sides<'_> {
    fn operations(&self) -> Vec<DiffOp> {
        let trimmed = |lines: &[&'_ str]| -> Vec<String> {
            lines.iter().map(|line| line.trim().to_owned()).collect()
        };
        let (old, new) = (trimmed(self.old), trimmed(self.new));
        capture_diff_slices(Algorithm::Patience, &old, &new)
    }

    fn diff(&self, out: &mut impl Write, paint: Paint) -> io::Result<()> {
        for operation in self.operations() {
            let Pair { old, new, is_equal } = Pair::of(&operation);
            if is_equal {
                for line in &self.new[new] {
                    writeln!(out, "{}", format!(" {line}").trim_end())?;
                }
                continue;
            }
            for line in &self.old[old] {
                writeln!(out, "{}", paint.red(&format!("-{line}")))?;
            }
            for line in &self.new[new] {
                writeln!(out, "{}", paint.green(&format!("+{line}")))?;
            }
        }
        Ok(())
    }

    fn side_by_side(
        &self,
        out: &mut impl Write,
        width: usize,
    ) -> io::Result<()> {
        let paint = Paint { colours: true };
        for operation in self.operations() {
            let Pair { old, new, is_equal } = Pair::of(&operation);
            let (old, new) = (&self.old[old], &self.new[new]);
            for row in 0..old.len().max(new.len()) {
                let left = format!("{:width$}", old.get(row).unwrap_or(&""));
                let right = new.get(row).unwrap_or(&"");
                let line = if is_equal {
                    format!("{left}   {right}")
                } else {
                    format!("{} | {}", paint.red(&left), paint.green(right))
                };
                writeln!(out, "{}", line.trim_end())?;
            }
        }
        Ok(())
    }
}

/// The lines that one step of a diff is about.
struct Pair {
    old: Range<usize>,
    new: Range<usize>,
    is_equal: bool,
}

impl Pair {
    fn of(operation: &DiffOp) -> Self {
        Self {
            old: operation.old_range(),
            new: operation.new_range(),
            is_equal: matches!(operation, DiffOp::Equal { .. }),
        }
    }
}

#[derive(Clone, Copy)]
struct Paint {
    colours: bool,
}

impl Paint {
    fn red(self, text: &str) -> String {
        self.paint("31", text)
    }

    fn green(self, text: &str) -> String {
        self.paint("32", text)
    }

    fn paint(self, colour: &str, text: &str) -> String {
        if self.colours {
            format!("\x1b[{colour}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn head_docs_are_left_out() {
        let rust = "//! A head.\n//!\n//! Run: it\n\nuse std::io;\n";
        assert_eq!(without_head_doc(rust, false), "use std::io;\n");
        let python = "\"\"\"A head.\n\nMore.\n\"\"\"\n\nimport os\n";
        assert_eq!(without_head_doc(python, true), "import os\n");
    }

    #[test]
    fn lines_that_differ_only_in_indentation_are_equal() {
        let sides = Sides { old: &["a", "  b", "c"], new: &["b", "d"] };
        let mut out = Vec::new();
        sides.diff(&mut out, Paint { colours: false }).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "-a\n b\n-c\n+d\n");
    }

    #[test]
    fn both_sides_of_a_difference_share_their_rows() {
        let sides = Sides { old: &["a", "b"], new: &["a", "c", "d"] };
        let mut out = Vec::new();
        sides.side_by_side(&mut out, 4).unwrap();
        let plain = String::from_utf8(out).unwrap();
        let plain = plain.replace("\x1b[31m", "").replace("\x1b[32m", "");
        assert_eq!(
            plain.replace("\x1b[0m", ""),
            "a      a\nb    | c\n     | d\n"
        );
    }
}
