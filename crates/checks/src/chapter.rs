//! The chapters `docs/src/NN-*.md` and the sessions in them.
//!
//! A session is a console block whose first line runs an example of the
//! chapter's own room; the other lines are what it printed on stdout:
//!
//! ````markdown
//! ```console
//! $ just run 02-threads workers 9 1 7 4 5
//! All Threads are queued, let's see when they finish!
//! ```
//! ````
//!
//! A block that runs the counterpart, `$ python3 crates/02-threads/python/…`,
//! under that of the example is the counterpart's own record: the two print
//! different things on purpose.
//!
//! The block may be `console`, `console,unordered` (the lines may come in
//! any order) or `console,ignore` (shown, not run). A block that is
//! `console,as-in-01` has a command and no lines: the example prints what its
//! sibling in room 01 has recorded, so the reader need not read it twice. One
//! that is `console,linux` or `console,two-cores` can be had only there.
//! Other console blocks are for the human reader alone.

use std::fs;
use std::num::NonZero;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, bail, ensure};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use crate::rules;

/// An example with its arguments, and what it printed when it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The file it is in.
    pub chapter: PathBuf,
    /// The crate's folder and binary, `02-threads`.
    pub room: String,
    /// The example's name on the command line, `say-after-tasks`.
    pub example: String,
    /// The example's arguments: words, without any quoting.
    pub args: Vec<String>,
    /// Whether the lines may come in another order.
    pub order: Order,
    /// What it printed on stdout, or what its sibling did if it is `as_in`.
    pub recorded: String,
    /// The number of the room whose example has recorded the output, if that
    /// is not this one: `01`.
    pub as_in: Option<String>,
    /// Where it can be had, if not everywhere.
    pub needs: Option<Needs>,
    /// What the counterpart printed, if that differs on purpose.
    pub python: Option<Recorded>,
    /// Where in the chapter `recorded` is, in bytes.
    span: Range<usize>,
}

/// A counterpart's own record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// What it printed on stdout.
    pub text: String,
    span: Range<usize>,
}

/// Does the order of a session's lines count?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// It does.
    Exact,
    /// It varies from run to run.
    Any,
}

/// What a session needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// What only Linux counts or binds.
    Linux,
    /// Two cores, to which Linux can bind threads.
    TwoCores,
}

impl Needs {
    /// Why a session that needs this can't be had here, if so.
    pub fn obstacle(self) -> Option<&'static str> {
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        match self {
            _ if cfg!(not(target_os = "linux")) => Some("it needs Linux"),
            Self::TwoCores if cores < 2 => Some("it needs two cores"),
            _ => None,
        }
    }
}

impl Session {
    /// Why it can't be had here, if so.
    pub fn obstacle(&self) -> Option<&'static str> {
        self.needs.and_then(Needs::obstacle)
    }

    /// The command without `just run`, by which the table names a session.
    pub fn label(&self) -> String {
        let words = [&self.room, &self.example].into_iter().chain(&self.args);
        words.map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

/// Reads the sessions of all chapters under `root`, in the order of the rooms.
///
/// # Errors
///
/// Fails if there is no session at all, or one can't be read.
pub fn read_all(root: &Path) -> Result<Vec<Session>> {
    let folder = root.join("docs/src");
    let mut chapters = Vec::new();
    for entry in fs::read_dir(&folder)
        .with_context(|| format!("could not read {}", folder.display()))?
    {
        let path = entry?.path();
        if path.extension().is_some_and(|ext| ext == "md")
            && room(&path).is_some()
        {
            chapters.push(path);
        }
    }
    chapters.sort();

    let mut sessions = Vec::new();
    for chapter in chapters {
        sessions.extend(parse(&chapter, &read(&chapter)?)?);
    }
    ensure!(!sessions.is_empty(), "no session in {}", folder.display());
    lend(&mut sessions)?;
    Ok(sessions)
}

/// Gives each session that is as in another room the output recorded there.
fn lend(sessions: &mut [Session]) -> Result<()> {
    for index in 0..sessions.len() {
        let borrower = &sessions[index];
        let Some(number) = &borrower.as_in else { continue };
        let family = rules::family(&borrower.example);
        let is_sibling = |lender: &&Session| {
            lender.as_in.is_none()
                && lender.room.split('-').next() == Some(number)
                && lender.args == borrower.args
                && family.is_some()
                && rules::family(&lender.example) == family
        };
        let lender = sessions.iter().find(is_sibling).with_context(|| {
            let label = borrower.label();
            format!("{label}: room {number} has no such session")
        })?;
        sessions[index].recorded = lender.recorded.clone();
    }
    Ok(())
}

/// Replaces what the given sessions of one chapter have recorded; a new text
/// for the counterpart's own record is optional.
///
/// # Errors
///
/// Fails if a file can't be read or written, or an output can't be shown in
/// a chapter; the chapter is then as before.
pub fn rewrite(
    chapter: &Path,
    outputs: &[(&Session, &str, Option<&str>)],
) -> Result<()> {
    let mut text = read(chapter)?;
    let mut changes = Vec::new();
    for (session, rust, python) in outputs {
        changes.push((session.span.clone(), *rust));
        if let (Some(recorded), Some(python)) = (&session.python, python) {
            changes.push((recorded.span.clone(), python));
        }
    }
    // From the last to the first, so that the earlier spans stay right.
    changes.sort_by_key(|(span, _)| span.start);
    for (span, output) in changes.into_iter().rev() {
        text.replace_range(span, output);
    }
    // An output that holds a fence or ends within a line would spoil the page.
    let sessions = parse(chapter, &text)?;
    for (session, output, _) in outputs {
        ensure!(
            sessions
                .iter()
                .any(|new| new.label() == session.label()
                    && new.recorded == *output),
            "{}: a chapter can't show {output:?}",
            session.label()
        );
    }

    let draft = chapter.with_extension("md.new");
    fs::write(&draft, text)
        .and_then(|()| {
            fs::set_permissions(&draft, fs::metadata(chapter)?.permissions())
        })
        .and_then(|()| fs::rename(&draft, chapter))
        .with_context(|| format!("could not write {}", chapter.display()))
}

fn read(chapter: &Path) -> Result<String> {
    fs::read_to_string(chapter)
        .with_context(|| format!("could not read {}", chapter.display()))
}

/// The room a folder or chapter stands for: its name, if that is `NN-name` or
/// `claims`.
pub(crate) fn room(path: &Path) -> Option<&str> {
    let name = path.file_stem()?.to_str()?;
    if name == rules::CLAIMS {
        return Some(name);
    }
    let [a, b, b'-', ..] = name.as_bytes() else { return None };
    (a.is_ascii_digit() && b.is_ascii_digit()).then_some(name)
}

fn parse(chapter: &Path, text: &str) -> Result<Vec<Session>> {
    let room = room(chapter).context("a chapter is named NN-name.md")?;
    let mut sessions = Vec::new();
    // The info string of the block we are in, its lines and their place.
    let mut block: Option<(String, String, Range<usize>)> = None;

    for (event, place) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let nothing = place.end..place.end;
                block = Some((info.to_string(), String::new(), nothing));
            }
            Event::Text(part) => {
                if let Some((_, body, span)) = &mut block {
                    body.push_str(&part);
                    *span = span.start.min(place.start)..place.end;
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                let Some((info, body, span)) = block.take() else { continue };
                let before = &text[..place.start];
                let line = before.matches('\n').count() + 1;
                let at = format!("{}:{line}", chapter.display());
                let own = counterpart(room, &info, &body, &span, &sessions);
                if let Some(own) = own {
                    let last = sessions.last_mut().context("there is one")?;
                    last.python = Some(own);
                    continue;
                }
                let Some(session) = session(chapter, room, &info, &body, span)
                    .with_context(|| at.clone())?
                else {
                    continue;
                };
                // Elsewhere a new record would have to be indented.
                ensure!(
                    (before.is_empty() || before.ends_with('\n'))
                        && text[session.span.clone()] == session.recorded,
                    "{at}: a session begins at the left margin"
                );
                sessions.push(session);
            }
            _ => {}
        }
    }
    Ok(sessions)
}

/// Reads the block of a counterpart, under the session that it belongs to.
fn counterpart(
    room: &str,
    info: &str,
    body: &str,
    span: &Range<usize>,
    sessions: &[Session],
) -> Option<Recorded> {
    let session = sessions.last()?;
    let (command, recorded) = body.split_once('\n').unwrap_or((body, ""));
    let file = session.example.replace('-', "_");
    let file = format!("crates/{room}/python/{file}.py");
    let expected = ["$", "python3", &file].into_iter();
    let expected = expected.chain(session.args.iter().map(String::as_str));
    let is_own =
        info.starts_with("console") && command.split_whitespace().eq(expected);
    is_own.then(|| Recorded {
        text: recorded.to_owned(),
        span: span.end - recorded.len()..span.end,
    })
}

/// Reads one block; `None` if there is nothing to run.
fn session(
    chapter: &Path,
    room: &str,
    info: &str,
    body: &str,
    span: Range<usize>,
) -> Result<Option<Session>> {
    let as_in = info.strip_prefix("console,as-in-").map(str::to_owned);
    let needs = match info {
        "console,linux" => Some(Needs::Linux),
        "console,two-cores" => Some(Needs::TwoCores),
        _ => None,
    };
    let order = match info {
        "console" | "console,linux" | "console,two-cores" => Order::Exact,
        "console,unordered" => Order::Any,
        "console,ignore" => return Ok(None),
        _ if as_in.is_some() => Order::Exact,
        _ if info.starts_with("console") => {
            bail!(
                "`{info}` isn't console, console,unordered, console,ignore, \
                 console,linux, console,two-cores or console,as-in-NN"
            )
        }
        _ => return Ok(None),
    };
    let (command, recorded) = body.split_once('\n').unwrap_or((body, ""));
    let mut words = command.split_whitespace();
    if ["$", "just", "run", room].iter().any(|word| words.next() != Some(word))
    {
        return Ok(None);
    }
    let Some(example) = words.next().filter(|word| !word.starts_with('-'))
    else {
        return Ok(None); // the guided tour, or an option
    };
    ensure!(
        as_in.is_none() || recorded.is_empty(),
        "`{info}` has a command and no output"
    );
    Ok(Some(Session {
        chapter: chapter.to_owned(),
        room: room.to_owned(),
        example: example.to_owned(),
        args: words.map(str::to_owned).collect(),
        order,
        recorded: recorded.to_owned(),
        as_in,
        needs,
        python: None,
        span: span.end - recorded.len()..span.end,
    }))
}

#[cfg(test)]
impl Session {
    /// An exact session with nothing recorded, for tests.
    pub(crate) fn from_label(label: &str) -> Self {
        let (room, _) = label.split_once(' ').unwrap();
        let body = format!("$ just run {label}");
        let chapter = Path::new("chapter.md");
        session(chapter, room, "console", &body, 0..0).unwrap().unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_threads(text: &str) -> Result<Vec<Session>> {
        parse(Path::new("docs/src/02-threads.md"), text)
    }

    #[test]
    fn finds_sessions_and_leaves_prose_alone() {
        let text = "\
# Threads

```console
$ just run 02-threads workers 9 1
All queued
done
```

```console,unordered
$ just run 02-threads greeter
Hello
```

```console,ignore
$ just run 02-threads swarm
```

```console
$ python3 crates/02-threads/python/greeter.py
Hullo
```

```console
$ just run 02-threads
```

```console
$ just run 03-multiprocess-fork greeter
```

````markdown
```console
$ just run 02-threads shown
```
````

```console
$ just run 02-threads empty
```
";
        let sessions = parse_threads(text).unwrap();
        let labels: Vec<_> = sessions.iter().map(Session::label).collect();
        assert_eq!(
            labels,
            [
                "02-threads workers 9 1",
                "02-threads greeter",
                "02-threads empty"
            ]
        );
        let [workers, greeter, empty] = &sessions[..] else { panic!() };
        assert_eq!(workers.order, Order::Exact);
        assert_eq!(workers.recorded, "All queued\ndone\n");
        assert_eq!(greeter.order, Order::Any);
        assert_eq!(&text[greeter.span.clone()], "Hello\n");
        let own = greeter.python.as_ref().unwrap();
        assert_eq!(own.text, "Hullo\n");
        assert_eq!(&text[own.span.clone()], "Hullo\n");
        assert_eq!(workers.python, None);
        assert_eq!(empty.recorded, "");
        assert!(text[empty.span.end..].starts_with("```\n"));
    }

    #[test]
    fn lends_the_output_of_a_sibling() {
        let read = |text: &str| {
            let chapter = |name, text| parse(Path::new(name), text).unwrap();
            let mut sessions = chapter("01-in-turn.md", SIBLINGS);
            sessions.extend(chapter("02-threads.md", text));
            lend(&mut sessions).map(|()| sessions.pop().unwrap().recorded)
        };
        let fib = "```console,as-in-01\n$ just run 02-threads fib";
        assert_eq!(read(&format!("{fib} 9\n```\n")).unwrap(), "nine\n");
        assert_eq!(read(&format!("{fib}-map 5\n```\n")).unwrap(), "five\n");
        let error = read(&format!("{fib} 7\n```\n")).unwrap_err().to_string();
        assert_eq!(error, "02-threads fib 7: room 01 has no such session");
        // Whatever it prints, it isn't a sibling.
        let other = "```console,as-in-01\n$ just run 02-threads other 9\n```\n";
        assert!(read(other).is_err());
    }

    const SIBLINGS: &str = "\
```console
$ just run 01-in-turn other 9
other
```

```console
$ just run 01-in-turn fib 5
five
```

```console
$ just run 01-in-turn fib 9
nine
```
";

    #[test]
    fn names_file_and_line_of_a_bad_block() {
        for (text, says) in [
            (
                "```console,as-in-01\n$ just run 02-threads a\nb\n```\n",
                "02-threads.md:1: `console,as-in-01` has a command and no out",
            ),
            (
                "One\n\n```console,unorderd\n```\n",
                "02-threads.md:3: `console,u",
            ),
            (
                "- a\n  ```console\n  $ just run 02-threads a\n  b\n  ```\n",
                "02-threads.md:2: a session begins",
            ),
        ] {
            let error = format!("{:#}", parse_threads(text).unwrap_err());
            assert!(error.contains(says), "{error}");
        }
    }
}
