//! What a comparison overlooks, which relations it accepts, who is related.

use std::fmt;
use std::sync::LazyLock;

use regex_lite::Regex;

use self::Place::{AcrossModels, Everywhere, Example};
use crate::chapter::{Order, Session};

/// What varies by nature, and what stands in for it, in this order.
const RULES: &[(Place, &str, &str)] = &[
    // `say-after` tells the time of day.
    (Everywhere, r"\b\d\d:\d\d:\d\d\b", "<time>"),
    // The system chooses the local site's port.
    (Everywhere, r"http://127\.0\.0\.1:\d+/", "http://<site>/"),
    // Python writes truth with a capital: `True`, `cancelled: True`.
    (Everywhere, r"(?m)(^|: )True$", "${1}true"),
    (Everywhere, r"(?m)(^|: )False$", "${1}false"),
    // The counter may lose updates or be lucky.
    (
        Example("07-race-condition", "counter"),
        r"(?m)^(found|lost): \d+$",
        "$1: <number>",
    ),
    // The wild one must lose some: a zero stays, and so is a difference.
    (
        Example("07-race-condition", "wild"),
        r"(?m)^found: \d+$",
        "found: <number>",
    ),
    (
        Example("07-race-condition", "wild"),
        r"(?m)^lost: [1-9]\d*$",
        "lost: <some>",
    ),
    // What each cure costs depends on the machine; which they are does not.
    (
        Example("07-race-condition", "costs"),
        r"(?m): \d+ times local-sums$",
        ": <ratio> times local-sums",
    ),
    // The article asks a future whether it is done just when it may be.
    (
        Example("05-futures-executor", "future-race"),
        r"\A(.*\n)(true|false)\n",
        "$1<true or false>\n",
    ),
    // A pointer alone in Python; in Rust, a length and a capacity with it.
    (
        Example("02-threads", "big-result"),
        r"(?m)^crossed: (8|24) bytes$",
        "crossed: <a reference>",
    ),
    // What crosses is what differs between the models of `big-result`.
    (AcrossModels, r"(?m)^crossed: .*$", "crossed: <some>"),
    // Only an event loop has a ticker that `fib` could block.
    (AcrossModels, r"(?m)^ticks while .*\n", ""),
    // Each model names its own unit.
    (
        AcrossModels,
        r"All (Threads|Processes|Tasks|Green threads) are queued",
        "All <units> are queued",
    ),
];

/// Examples that do the same job in several models, or in several ways.
///
/// An example is of a family if its name is the family's, or starts with it
/// and a hyphen: `greeter-smol`.
const FAMILIES: &[&str] = &[
    "greeter",
    "workers",
    "squares",
    "say-after",
    "fetch-urls",
    "download-sites",
    "fib",
    "big-result",
    "swarm",
];

/// Examples whose Python counterparts fetch from a local site.
///
/// The Rust programs start one of their own; the counterparts are told by the
/// environment variable `SITE` where one is, and each gets its own, too, since
/// it counts what is asked of it.
const FETCHING: &[&str] = &["fetch-urls", "download-sites", "blocking"];

/// Whether the counterpart of a session needs a local site.
pub(crate) fn needs_site(session: &Session) -> bool {
    FETCHING.contains(&session.example.as_str())
}

/// Where a rule applies.
enum Place {
    Everywhere,
    Example(&'static str, &'static str),
    AcrossModels,
}

/// What the Rust program is compared with: the columns of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The output that the chapter shows.
    Recorded,
    /// The Python counterpart, run now.
    Python,
    /// The first example of the family, in the order of the rooms.
    Models,
}

impl Column {
    /// All columns, from left to right.
    pub const ALL: [Self; 3] = [Self::Recorded, Self::Python, Self::Models];

    /// Whether a session may have this relation to the column's text.
    pub fn accepts(self, relation: Relation, order: Order) -> bool {
        match relation {
            Relation::Same => true,
            Relation::Reordered => self == Self::Models || order == Order::Any,
            Relation::Different => false,
        }
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Recorded => "recorded",
            Self::Python => "Python",
            Self::Models => "other models",
        })
    }
}

/// How two outputs relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Line by line.
    Same,
    /// Each line as often in one as in the other.
    Reordered,
    /// Neither.
    Different,
}

impl Relation {
    /// Relates two texts as they are; mask them before.
    pub fn of(a: &str, b: &str) -> Self {
        if a == b {
            return Self::Same;
        }
        if sorted(a) == sorted(b) { Self::Reordered } else { Self::Different }
    }
}

fn sorted(text: &str) -> Vec<&str> {
    let mut lines: Vec<_> = text.split_inclusive('\n').collect();
    lines.sort_unstable();
    lines
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Same => "the same text",
            Self::Reordered => "the same lines in another order",
            Self::Different => "different",
        })
    }
}

/// Replaces what varies by nature in an output of `session`.
pub fn mask(text: &str, session: &Session, column: Column) -> String {
    static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        let patterns = RULES.iter().map(|(_, pattern, _)| Regex::new(pattern));
        patterns.collect::<Result<_, _>>().expect("they are well-formed")
    });

    let mut text = text.to_owned();
    for ((place, _, replacement), pattern) in RULES.iter().zip(&*PATTERNS) {
        let applies = match *place {
            Everywhere => true,
            Example(room, example) => {
                session.room == room && session.example == example
            }
            AcrossModels => column == Column::Models,
        };
        if applies {
            text = pattern.replace_all(&text, *replacement).into_owned();
        }
    }
    text
}

/// The first session that does the same job with the same arguments.
///
/// `None` if there is no other; the first itself gets its own index.
pub fn first_of_family(sessions: &[Session], index: usize) -> Option<usize> {
    let this = &sessions[index];
    let family = family(&this.example)?;
    let mut related = (0..sessions.len()).filter(|&other| {
        let other = &sessions[other];
        self::family(&other.example) == Some(family) && other.args == this.args
    });
    let first = related.next()?;
    (first != index || related.next().is_some()).then_some(first)
}

fn family(example: &str) -> Option<&'static str> {
    FAMILIES.iter().copied().find(|family| {
        example
            .strip_prefix(family)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relates_lines_as_often_as_they_come() {
        assert_eq!(Relation::of("a\nb\n", "a\nb\n"), Relation::Same);
        assert_eq!(Relation::of("a\nb\n", "b\na\n"), Relation::Reordered);
        assert_eq!(Relation::of("a\na\nb\n", "a\nb\nb\n"), Relation::Different);
        assert_eq!(Relation::of("a\n", "a"), Relation::Different);
    }

    #[test]
    fn masks_what_varies_and_nothing_else() {
        let masked = |label: &str, text| {
            mask(text, &Session::from_label(label), Column::Python)
        };
        let everywhere = "06-event-loop-tokio hello-world";
        assert_eq!(masked(everywhere, "at 17:13:52\n"), "at <time>\n");
        assert_eq!(masked(everywhere, "ok: False\n"), "ok: false\n");
        assert_eq!(
            masked(everywhere, "True\nTrue love\n"),
            "true\nTrue love\n"
        );
        assert_eq!(masked(everywhere, "lost: 3\n"), "lost: 3\n");

        let counter = "07-race-condition counter";
        let text = "expected: 9\nfound: 7\nlost: 2\n";
        let mild = "expected: 9\nfound: <number>\nlost: <number>\n";
        assert_eq!(masked(counter, text), mild);

        let wild = "07-race-condition wild --threads 2";
        assert_eq!(masked(wild, "lost: 10\n"), "lost: <some>\n");
        assert_eq!(masked(wild, "lost: 0\n"), "lost: 0\n");

        let costs = "07-race-condition costs";
        let text = "mutex: 17 times local-sums\n";
        let ratio = "mutex: <ratio> times local-sums\n";
        assert_eq!(masked(costs, text), ratio);
        assert_eq!(masked(costs, "mutex: slow\n"), "mutex: slow\n");

        let race = "05-futures-executor future-race";
        let text = "False\nTrue\nFalse\n";
        assert_eq!(masked(race, text), "false\n<true or false>\nfalse\n");
    }

    #[test]
    fn units_differ_between_models_only() {
        let session = Session::from_label("08-green-threads workers");
        let text = "All Green threads are queued, let's see\n";
        let masked = "All <units> are queued, let's see\n";
        assert_eq!(mask(text, &session, Column::Models), masked);
        assert_eq!(mask(text, &session, Column::Python), text);
    }

    #[test]
    fn siblings_share_family_and_arguments() {
        let sessions = [
            "01 greeter",
            "01 squares",
            "02 greeter",
            "02 workers 9 1",
            "08 greeter-smol",
            "08 workers",
            "08 greeters",
        ]
        .map(Session::from_label);
        let firsts: Vec<_> = (0..sessions.len())
            .map(|index| first_of_family(&sessions, index))
            .collect();
        let expected = [Some(0), None, Some(0), None, Some(0), None, None];
        assert_eq!(firsts, expected);
    }
}
