//! What a comparison masks, which relations it accepts, and what is related.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use regex_lite::Regex;

use self::Noun::{Number, Word};
use self::Place::{AcrossModels, Everywhere, Example};
use crate::chapter::{Order, Session};

/// What varies by nature, and what replaces it, in this order.
const RULES: &[(Place, Noun, &str, &str)] = &[
    // `say-after` prints the time of day.
    (Everywhere, Number, r"\b\d\d:\d\d:\d\d\b", "<time>"),
    // The system chooses the local site's port.
    (Everywhere, Number, r"http://127\.0\.0\.1:\d+/", "http://<site>/"),
    // The article asks a future whether it is done just when it may be.
    (
        Example("05-futures-executor", "future-race"),
        Word,
        r"\A(.*\n)([Tt]rue|[Ff]alse)\n",
        "$1<true or false>\n",
    ),
    // Python writes truth with a capital: `True`, `cancelled: True`.
    (Everywhere, Word, r"(?m)(^|: )[Tt]rue$", "${1}true"),
    (Everywhere, Word, r"(?m)(^|: )[Ff]alse$", "${1}false"),
    // The counter may lose updates, or not.
    (
        Example("07-race-condition", "counter"),
        Number,
        r"(?m)^(found|lost): \d+$",
        "$1: <number>",
    ),
    // The wild one must lose some: a zero stays, and is a difference.
    (
        Example("07-race-condition", "wild"),
        Number,
        r"(?m)^found: \d+$",
        "found: <number>",
    ),
    (
        Example("07-race-condition", "wild"),
        Number,
        r"(?m)^lost: [1-9]\d*$",
        "lost: <some>",
    ),
    // What each cure costs depends on the machine; which they are does not.
    (
        Example("07-race-condition", "prices"),
        Number,
        r"(?m): \d+ times local-sums$",
        ": <ratio> times local-sums",
    ),
    // What crosses is what differs between the models of `big-result`.
    (AcrossModels, Number, r"(?m)^crossed: .*$", "crossed: <some>"),
    // Each model names its own unit.
    (
        AcrossModels,
        Word,
        r"All (Threads|Processes|Tasks|Green threads) are queued",
        "All <units> are queued",
    ),
];

/// What kind of thing a rule masks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Noun {
    /// A time, a port, a count.
    Number,
    /// Something that is spelled, or said, in another way.
    Word,
}

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
/// The Rust programs start one of their own. The counterparts find one in the
/// environment variable `SITE`; each gets its own, because a site counts its
/// requests.
const FETCHING: &[&str] =
    &["fetch-urls", "download-sites", "blocking", "connections"];

/// The room of the experiments. They count what happens on the cores, so each
/// of them has the machine for itself.
pub const CLAIMS: &str = "claims";

/// Whether the counterpart of an example needs a local site.
pub fn needs_site(example: &str) -> bool {
    FETCHING.contains(&example)
}

/// Whether an example waits for time to pass: then the pace shortens it.
pub fn waits(room: &str, example: &str) -> bool {
    let computes = ["fib", "big-result", "squares"];
    let family = family(example).unwrap_or_default();
    let counts = room == "07-race-condition" || room == CLAIMS;
    (!counts || example == "forced-slowly") && !computes.contains(&family)
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
            Relation::Same(_) | Relation::AsRecorded => true,
            Relation::Reordered(_) => {
                self == Self::Models || order == Order::Any
            }
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
    /// Line by line, but for what was masked.
    Same(But),
    /// Each line as often in one as in the other, but for what was masked.
    Reordered(But),
    /// They differ, and the chapter shows both.
    AsRecorded,
    /// None of these.
    Different,
}

/// How many masked places differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct But {
    numbers: usize,
    words: usize,
}

impl Relation {
    /// Relates two masked texts.
    pub fn of(a: &Masked, b: &Masked) -> Self {
        let but = But {
            numbers: differing(a, b, Number),
            words: differing(a, b, Word),
        };
        if a.text == b.text {
            Self::Same(but)
        } else if sorted(&a.text) == sorted(&b.text) {
            Self::Reordered(but)
        } else {
            Self::Different
        }
    }
}

fn sorted(text: &str) -> Vec<&str> {
    let mut lines: Vec<_> = text.split_inclusive('\n').collect();
    lines.sort_unstable();
    lines
}

/// How many of the masked places of this kind hold something else in `b`.
fn differing(a: &Masked, b: &Masked, noun: Noun) -> usize {
    let mut balance: BTreeMap<&str, isize> = BTreeMap::new();
    let mut places = 0;
    for (side, step) in [(a, 1), (b, -1)] {
        for (_, text) in side.places.iter().filter(|it| it.0 == noun) {
            *balance.entry(text).or_default() += step;
            places += 1;
        }
    }
    let unmatched: usize = balance.values().map(|it| it.unsigned_abs()).sum();
    unmatched.min(places).div_ceil(2)
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Same(but) if *but == But::default() => {
                f.write_str("the same text")
            }
            Self::Same(but) => write!(f, "the same but for {but}"),
            Self::Reordered(but) if *but == But::default() => {
                f.write_str("the same lines in another order")
            }
            Self::Reordered(but) => {
                write!(f, "the same lines in another order, but for {but}")
            }
            Self::AsRecorded => f.write_str("different, as the chapter says"),
            Self::Different => f.write_str("different"),
        }
    }
}

impl fmt::Display for But {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |count: usize, noun: &str| {
            format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
        };
        match (self.numbers, self.words) {
            (numbers, 0) => f.write_str(&plural(numbers, "number")),
            (0, words) => f.write_str(&plural(words, "word")),
            (numbers, words) => {
                let numbers = plural(numbers, "number");
                write!(f, "{numbers} and {}", plural(words, "word"))
            }
        }
    }
}

/// An output without what varies by nature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masked {
    /// With a placeholder in each masked place.
    pub text: String,
    /// What was there.
    places: Vec<(Noun, String)>,
}

/// Replaces what varies by nature in an output of `session`.
pub fn mask(text: &str, session: &Session, column: Column) -> Masked {
    mask_output(text, &session.room, &session.example, column)
}

/// Replaces what varies by nature in an output of this example.
pub fn mask_output(
    text: &str,
    room: &str,
    example: &str,
    column: Column,
) -> Masked {
    static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        let patterns = RULES.iter().map(|rule| Regex::new(rule.2));
        patterns.collect::<Result<_, _>>().expect("they are well-formed")
    });
    let mut masked = Masked { text: text.to_owned(), places: Vec::new() };
    for (rule, pattern) in RULES.iter().zip(&*PATTERNS) {
        let (place, noun, _, replacement) = rule;
        let applies = match *place {
            Everywhere => true,
            Example(its_room, its_example) => {
                room == its_room && example == its_example
            }
            AcrossModels => column == Column::Models,
        };
        if applies {
            for found in pattern.find_iter(&masked.text) {
                masked.places.push((*noun, found.as_str().to_owned()));
            }
            let text = pattern.replace_all(&masked.text, *replacement);
            masked.text = text.into_owned();
        }
    }
    masked
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

/// The family of an example, if it has one.
pub fn family(example: &str) -> Option<&'static str> {
    FAMILIES.iter().copied().find(|family| {
        example
            .strip_prefix(family)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Masked {
        Masked { text: text.to_owned(), places: Vec::new() }
    }

    #[test]
    fn relates_lines_as_often_as_they_come() {
        let none = But::default();
        let of = |a, b| Relation::of(&plain(a), &plain(b));
        assert_eq!(of("a\nb\n", "a\nb\n"), Relation::Same(none));
        assert_eq!(of("a\nb\n", "b\na\n"), Relation::Reordered(none));
        assert_eq!(of("a\na\nb\n", "a\nb\nb\n"), Relation::Different);
        assert_eq!(of("a\n", "a"), Relation::Different);
    }

    #[test]
    fn says_what_it_has_masked() {
        let relation = |label: &str, a, b| {
            let session = Session::from_label(label);
            let [a, b] = [a, b].map(|it| mask(it, &session, Column::Python));
            Relation::of(&a, &b).to_string()
        };
        let wild = "07-race-condition wild";
        let text = "expected: 9\nfound: 7\nlost: 2\n";
        assert_eq!(relation(wild, text, text), "the same text");
        let other = "expected: 9\nfound: 6\nlost: 3\n";
        assert_eq!(relation(wild, text, other), "the same but for 2 numbers");
        let race = "05-futures-executor future-race";
        let (rust, python) = ("false\ntrue\n", "False\nFalse\n");
        assert_eq!(relation(race, rust, python), "the same but for 2 words");
        let both = ("ok: true\nat 17:13:52\n", "ok: True\nat 17:13:53\n");
        let words = "the same but for 1 number and 1 word";
        assert_eq!(relation("06-tokio at", both.0, both.1), words);
        let moved = "at 17:13:53\nok: True\n";
        let words = "the same lines in another order, but for 1 number and 1 \
                     word";
        assert_eq!(relation("06-tokio at", both.0, moved), words);
    }

    #[test]
    fn masks_what_varies_and_nothing_else() {
        let masked = |label: &str, text| {
            mask(text, &Session::from_label(label), Column::Python).text
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

        let prices = "07-race-condition prices";
        let text = "mutex: 17 times local-sums\n";
        let ratio = "mutex: <ratio> times local-sums\n";
        assert_eq!(masked(prices, text), ratio);
        assert_eq!(masked(prices, "mutex: slow\n"), "mutex: slow\n");

        let race = "05-futures-executor future-race";
        let text = "False\nTrue\nFalse\n";
        assert_eq!(masked(race, text), "false\n<true or false>\nfalse\n");
    }

    #[test]
    fn units_differ_between_models_only() {
        let session = Session::from_label("08-green-threads workers");
        let text = "All Green threads are queued, let's see\n";
        let masked = "All <units> are queued, let's see\n";
        assert_eq!(mask(text, &session, Column::Models).text, masked);
        assert_eq!(mask(text, &session, Column::Python).text, text);
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
