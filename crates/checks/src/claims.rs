//! The ledger, `docs/src/claims.md`: a row for each claim of the articles.
//!
//! A row says in two cells what holds in Python and in Rust. The words in
//! backticks there must be printed by one of the programs that the row links
//! to. A link to the costs is checked against their recorded order, and one to
//! the versions of Python against the recorded table.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};

use crate::chapter::Session;
use crate::diff::{self, Cell, Row, Setting};
use crate::menu;
use crate::rules::{self, Column};

/// A row of the ledger.
#[derive(Debug)]
pub struct Claim {
    /// `C11`.
    pub id: String,
    from: String,
    says: String,
    verdicts: [Verdict; 2],
    links: Vec<Link>,
    /// The last cell: why no program can say, if none can.
    reason: String,
}

#[derive(Debug)]
struct Verdict {
    column: Column,
    text: String,
    quotes: Vec<String>,
}

#[derive(Debug)]
enum Link {
    /// A room and an example.
    Session(String, String),
    /// What the ledger or another page has recorded: an anchor.
    Record(String),
    Costs,
}

/// How a verdict has fared.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Holds,
    Nothing,
    NotRun(String),
    Wrong(String),
}

/// The ledger, and what it quotes besides the sessions.
#[derive(Debug)]
pub struct Ledger {
    /// Its rows, in their order.
    pub claims: Vec<Claim>,
    page: String,
    costs: String,
}

impl Ledger {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// If it is not there, or a row has not six cells.
    pub fn read(root: &Path) -> Result<Self> {
        let read = |name: &str| {
            let file = root.join("docs/src").join(name);
            let text = fs::read_to_string(&file);
            text.with_context(|| format!("could not read {}", file.display()))
        };
        let (page, costs) = (read("claims.md")?, read("costs.md")?);
        let rows = page.lines().filter(|line| line.starts_with("| <a id="));
        let claims = rows.map(claim).collect::<Result<_>>()?;
        Ok(Self { claims, page, costs })
    }

    /// The claims that a word names: an id, or an experiment.
    ///
    /// # Errors
    ///
    /// One line with a guess, if it names none.
    pub fn find(&self, word: &str) -> Result<Vec<usize>, String> {
        let digits = word.trim_start_matches(['c', 'C']);
        let id = format!("C{digits:0>2}");
        let named = |claim: &Claim| {
            let links = claim.links.iter();
            claim.id == id || links.clone().any(|it| it.is_example(word))
        };
        let found: Vec<_> = (0..self.claims.len())
            .filter(|&index| named(&self.claims[index]))
            .collect();
        if !found.is_empty() {
            return Ok(found);
        }
        if id[1..].parse::<u32>().is_ok() {
            return Err(format!("there is no claim '{word}', only C01 to C82"));
        }
        let links = self.claims.iter().flat_map(|it| &it.links);
        let names = links.filter_map(|link| match link {
            Link::Session(_, example) => Some(example.as_str()),
            _ => None,
        });
        let guess = menu::guess(word, names);
        Err(format!("there is no claim or experiment '{word}'{guess}"))
    }

    /// The sessions that these claims link to.
    pub fn sessions(
        &self,
        claims: &[usize],
        sessions: &[Session],
    ) -> Vec<usize> {
        let links = claims.iter().flat_map(|&it| &self.claims[it].links);
        let links: Vec<_> = links.collect();
        let is_linked =
            |session: &Session| links.iter().any(|it| it.is(session));
        (0..sessions.len()).filter(|&it| is_linked(&sessions[it])).collect()
    }

    /// Prints two lines for each of these claims; how many are wrong.
    ///
    /// # Errors
    ///
    /// If the output can't be written.
    pub fn print(
        &self,
        out: &mut impl Write,
        claims: &[usize],
        rows: &[Row],
    ) -> io::Result<usize> {
        let mut wrong = BTreeSet::new();
        for &index in claims {
            let claim = &self.claims[index];
            for (number, verdict) in claim.verdicts.iter().enumerate() {
                let id = if number == 0 { &claim.id } else { "" };
                let name = verdict.language();
                let text = plain(&verdict.text);
                match self.outcome(claim, verdict, rows) {
                    Outcome::Holds => writeln!(out, "{id:3} {name} ✓ {text}")?,
                    Outcome::Nothing if claim.links.is_empty() => {
                        let reason = plain(&claim.reason);
                        writeln!(out, "{id:3} {name} – {reason}")?;
                    }
                    Outcome::Nothing => {
                        writeln!(out, "{id:3} {name} – {text}")?;
                    }
                    Outcome::NotRun(reason) => {
                        writeln!(out, "{id:3} {name} – not run: {reason}")?;
                    }
                    Outcome::Wrong(what) => {
                        wrong.insert(index);
                        writeln!(out, "{id:3} {name} ✗ {text}\n      {what}")?;
                    }
                }
            }
        }
        Ok(wrong.len())
    }

    /// Prints all that there is about one claim.
    ///
    /// # Errors
    ///
    /// If the output can't be written.
    pub fn story(
        &self,
        out: &mut impl Write,
        claim: usize,
        rows: &[Row],
    ) -> io::Result<()> {
        let claim = &self.claims[claim];
        writeln!(out, "{}, from {}: {}\n", claim.id, claim.from, claim.says)?;
        for row in rows {
            let Session { room, example, .. } = &row.session;
            writeln!(out, "\n── {room} {example}\n")?;
            if room == rules::CLAIMS {
                writeln!(out, "{}\n", self.prose(example))?;
            }
            writeln!(out, "$ just run {}", row.session.label())?;
            writeln!(out, "{}", row.rust.stdout)?;
            if let Cell::Compared(it) = &row.cells[1] {
                writeln!(out, "$ just python {}", row.session.label())?;
                writeln!(out, "{}", it.theirs)?;
            }
        }
        Ok(())
    }

    fn outcome(
        &self,
        claim: &Claim,
        verdict: &Verdict,
        rows: &[Row],
    ) -> Outcome {
        if verdict.quotes.is_empty() {
            return Outcome::Nothing;
        }
        let linked =
            |row: &&Row| claim.links.iter().any(|it| it.is(&row.session));
        let rows: Vec<_> = rows.iter().filter(linked).collect();
        let mut printed = Vec::new();
        for row in &rows {
            let differs = |(column, _)| column == verdict.column;
            if row.unexpected().any(differs) {
                let label = row.session.label();
                return Outcome::Wrong(format!(
                    "{label} prints something else"
                ));
            }
            match (&row.cells[0], &row.cells[1]) {
                (Cell::Absent(reason), _) => {
                    return Outcome::NotRun((*reason).to_owned());
                }
                (_, Cell::Skipped(reason)) if verdict.is_python() => {
                    return Outcome::NotRun(reason.clone());
                }
                (_, Cell::Compared(it)) if verdict.is_python() => {
                    printed.push(it.theirs.as_str());
                }
                (Cell::Compared(it), _) if !verdict.is_python() => {
                    printed.push(it.ours.as_str());
                }
                _ => {}
            }
        }
        for link in &claim.links {
            if let Link::Record(anchor) = link {
                printed.push(section(&self.page, anchor));
            }
        }
        let has_costs = claim.links.iter().any(|it| matches!(it, Link::Costs));
        let is_printed = |quote: &str| {
            printed.iter().any(|text| text.contains(quote))
                || has_costs && in_order(&self.costs, quote)
        };
        match verdict.quotes.iter().find(|quote| !is_printed(quote)) {
            Some(quote) => Outcome::Wrong(format!("not printed: {quote}")),
            None => Outcome::Holds,
        }
    }

    /// What the ledger says about an experiment.
    fn prose(&self, example: &str) -> String {
        let text = section(&self.page, example);
        let text = text.split("\n```").next().unwrap_or_default();
        let parts = text.split("\n\n").filter(|it| !it.trim().starts_with('['));
        parts.collect::<Vec<_>>().join("\n\n").trim().to_owned()
    }
}

impl Claim {
    /// Whether a program says something about it.
    pub fn is_answered(&self) -> bool {
        self.verdicts.iter().any(|verdict| !verdict.quotes.is_empty())
    }

    /// The examples that it links to, each with its room.
    pub fn examples(&self) -> impl Iterator<Item = (&str, &str)> {
        self.links.iter().filter_map(|link| match link {
            Link::Session(room, example) => Some((&**room, &**example)),
            _ => None,
        })
    }
}

impl Verdict {
    fn new(column: Column, cell: &str) -> Self {
        let quotes = cell.split('`').skip(1).step_by(2).map(str::to_owned);
        // Names of the languages are no quotations, and marked otherwise.
        Self { column, text: cell.to_owned(), quotes: quotes.collect() }
    }

    fn is_python(&self) -> bool {
        self.column == Column::Python
    }

    fn language(&self) -> &'static str {
        if self.is_python() { "Python" } else { "Rust  " }
    }
}

impl Link {
    fn is(&self, session: &Session) -> bool {
        matches!(self, Self::Session(room, example)
            if *room == session.room && *example == session.example)
    }

    fn is_example(&self, word: &str) -> bool {
        matches!(self, Self::Session(_, example) if example == word)
    }
}

/// Reads a row.
fn claim(line: &str) -> Result<Claim> {
    let cells: Vec<_> = line.trim_matches('|').split(" | ").collect();
    let [id, from, says, python, rust, shown] = cells[..] else {
        anyhow::bail!("claims.md: not six cells: {line}");
    };
    let id = id.rsplit('>').next().unwrap_or_default().trim().to_owned();
    let targets = shown.split("](").skip(1);
    let targets = targets.filter_map(|it| it.split(')').next());
    Ok(Claim {
        id,
        from: from.to_owned(),
        says: says.to_owned(),
        verdicts: [
            Verdict::new(Column::Python, python),
            Verdict::new(Column::Recorded, rust),
        ],
        links: targets.filter_map(link).collect(),
        reason: shown.trim().to_owned(),
    })
}

/// What a link of a row leads to, if that is a program or its record.
fn link(target: &str) -> Option<Link> {
    let (page, anchor) = target.split_once('#').unwrap_or((target, ""));
    let example = || anchor.to_owned();
    match page {
        "" if anchor == VERSIONS => Some(Link::Record(example())),
        "" => Some(Link::Session(rules::CLAIMS.into(), example())),
        "costs.md" => Some(Link::Costs),
        _ => {
            let room = page.strip_suffix(".md")?;
            let is_room = room.starts_with(|c: char| c.is_ascii_digit());
            let is_session = is_room && !anchor.is_empty();
            is_session.then(|| Link::Session(room.into(), example()))
        }
    }
}

const VERSIONS: &str = "by-version";

/// A section of a page, without its heading.
fn section<'a>(page: &'a str, anchor: &str) -> &'a str {
    let mut sections = page.split("\n## ").skip(1);
    let section = sections.find_map(|section| {
        let (heading, text) = section.split_once('\n')?;
        let heading = heading.trim_matches('`').to_lowercase();
        (heading.replace(' ', "-") == anchor).then_some(text)
    });
    section.unwrap_or_default()
}

/// A cell as a terminal shows it: of links, only the words.
fn plain(cell: &str) -> String {
    let mut text = String::new();
    for part in cell.split_inclusive("](") {
        let (link, rest) = match text.ends_with("](") {
            true => part.split_once(')').unwrap_or((part, "")),
            false => ("", part),
        };
        if !link.is_empty() {
            text.truncate(text.len() - "](".len());
        }
        text += &rest.replacen('[', "", rest.matches("](").count());
    }
    text
}

/// Whether figures of the costs have the order of `a < b` or `a ≈ b`: in each
/// table that has all of them, and in one at least. `memory: a < b` is about
/// tables with the word in their heading.
fn in_order(costs: &str, quote: &str) -> bool {
    let (heading, quote) = quote.split_once(": ").unwrap_or(("", quote));
    let signs = [" < ", " ≈ "];
    let names: Vec<_> = quote.split(signs[0]).collect();
    let (names, compare): (Vec<_>, fn(f64, f64) -> bool) = match names.len() {
        1 => (quote.split(signs[1]).collect(), |a, b| {
            (a - b).abs() < a.max(b) / 20.0
        }),
        _ => (names, |a, b| a < 0.9 * b),
    };
    let tables = costs.split("\n\n").filter(|table| {
        let first = table.split(" | ").next().unwrap_or_default();
        first.starts_with('|') && first.contains(heading)
    });
    let figures = tables.filter_map(|table| {
        let figures = names.iter().map(|name| figure(table, name));
        figures.collect::<Option<Vec<_>>>()
    });
    let figures: Vec<_> = figures.collect();
    let holds = |it: &Vec<f64>| it.windows(2).all(|it| compare(it[0], it[1]));
    names.len() > 1 && !figures.is_empty() && figures.iter().all(holds)
}

/// The median in the row of this name, in bytes or seconds if it has a unit.
fn figure(table: &str, name: &str) -> Option<f64> {
    let cells = table.lines().find_map(|line| {
        let mut cells = line.split('|').skip(1).map(str::trim);
        (cells.next() == Some(name)).then(|| cells.next()).flatten()
    })?;
    let (number, unit) = cells.split_once(' ').unwrap_or((cells, ""));
    let factor = match unit {
        "" | "s" | "B" => 1.0,
        "ms" => 1e-3,
        "µs" => 1e-6,
        "ns" => 1e-9,
        "kB" => 1e3,
        "MB" => 1e6,
        _ => return None,
    };
    Some(number.parse::<f64>().ok()? * factor)
}

/// Runs the programs that these claims link to.
///
/// # Errors
///
/// As [`diff::compare`].
pub fn run(
    setting: &Setting,
    sessions: &[Session],
    ledger: &Ledger,
    claims: &[usize],
) -> Result<Vec<Row>> {
    diff::compare(setting, sessions, &ledger.sessions(claims, sessions))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: &str = "| <a id=\"c11\"></a>C11 | A0 | They look so. | Holds: \
        `in turns` | No: `at once`, `a < b` | [hand-offs](#hand-offs), \
        [02 fib](02-threads.md#fib), [costs](costs.md#the-figures) |";

    #[test]
    fn a_row_has_quotations_and_links() {
        let claim = claim(ROW).unwrap();
        assert_eq!((&*claim.id, &*claim.from), ("C11", "A0"));
        let quotes = claim.verdicts.map(|it| it.quotes);
        assert_eq!(quotes, [vec!["in turns"], vec!["at once", "a < b"]]);
        let [first, second, Link::Costs] = &claim.links[..] else { panic!() };
        assert!(first.is(&Session::from_label("claims hand-offs")));
        assert!(second.is(&Session::from_label("02-threads fib")));
    }

    #[test]
    fn figures_have_an_order() {
        let costs = "\n\n| unit | median |\n|---|---|\n| task | 249 ns |\n\
            | thread | 51.4 µs |\n| green | 52 µs |\n\n| x | y |\n";
        assert!(in_order(costs, "task < thread"));
        assert!(in_order(costs, "unit: task < thread"));
        assert!(in_order(costs, "thread ≈ green"));
        for wrong in [
            "memory: task < thread",
            "thread < task",
            "thread < green",
            "task ≈ green",
            "task",
            "a < b",
        ] {
            assert!(!in_order(costs, wrong), "{wrong}");
        }
    }

    #[test]
    fn a_link_is_shown_by_its_words() {
        assert_eq!(
            plain("See [Words](words.md#a), or [not](x)."),
            "See Words, or not."
        );
        assert_eq!(plain("`[1, 4]`"), "`[1, 4]`");
    }
}
