//! What must be the same in two runs of a program, though their times differ.
//!
//! A picture carries its gist, so that a test can say whether it still agrees
//! with what the program does.

use std::iter;

use serde::{Deserialize, Serialize};

use crate::layout::{MOST, shown};
use crate::model::{Kind, Lane, Run, State, Wait};

/// A state that lasts this share of a run must be in the other run, too.
const LONG: f64 = 0.05;

/// There, it may be shorter.
const SHORT: f64 = 0.005;

/// A lane with more states takes turns, of which no two runs have the same.
const MOST_STATES: usize = 40;

/// What may differ between two runs of the same program.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Whether the lines have the same order in every run.
    pub is_ordered: bool,
    /// Whether a lane's states depend on when others get a core, as where they
    /// compute, or talk over sockets. Then only the state in which a lane is
    /// for most of its time is compared.
    pub depends: bool,
}

/// The lanes of a run, their states, and the lines they printed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gist {
    lanes: Vec<GistLane>,
    /// Each with the lane that printed it.
    lines: Vec<(usize, String)>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct GistLane {
    name: String,
    /// The process that started it, if it is one.
    parent: Option<usize>,
    /// The states, and which shares of the run they lasted. None where they are
    /// too many to be compared.
    states: Option<Vec<(String, f64)>>,
}

impl Gist {
    /// That of a run, of what is drawn of it.
    pub fn of(run: &Run) -> Self {
        let lanes = shown(run).iter().map(|lane| GistLane {
            name: lane.name.clone(),
            parent: parent(run, lane),
            states: states(lane, run.end),
        });
        let lines = run.marks.iter().filter(|it| it.lane < MOST).take(MOST);
        let lines = lines.map(|it| (it.lane, it.text.clone()));
        Self { lanes: lanes.collect(), lines: lines.collect() }
    }

    /// With other names and lines, as for those that vary from run to run.
    pub fn map(mut self, text: impl Fn(&str) -> String) -> Self {
        for lane in &mut self.lanes {
            lane.name = text(&lane.name);
        }
        for (_, line) in &mut self.lines {
            *line = text(line);
        }
        self
    }

    /// In which way another run differs; none if both agree.
    pub fn difference(&self, other: &Self, rules: Rules) -> Option<String> {
        let [count, its_count] = [self, other].map(|it| it.lanes.len());
        if count != its_count {
            return Some(format!("{its_count} lanes, not {count}"));
        }
        // The order of births may vary, as where each thread starts another.
        let mut left: Vec<_> = other.lanes.iter().collect();
        for lane in &self.lanes {
            let named = |it: &GistLane| {
                it.kind() == lane.kind()
                    && other.parent(it) == self.parent(lane)
            };
            let found = left
                .iter()
                .position(|it| named(it) && lane.agrees_with(it, rules));
            let Some(found) = found else {
                let (name, is) = (&lane.name, lane.summary());
                let theirs = left.iter().find(|it| named(it));
                return Some(match theirs {
                    Some(it) => format!("'{name}' {}, not {is}", it.summary()),
                    None => format!("there is no '{name}'"),
                });
            };
            left.remove(found);
        }
        let [ours, theirs] = [self, other].map(|it| it.printed(rules));
        if ours == theirs {
            return None;
        }
        let mut pairs = iter::zip(&ours, &theirs);
        Some(match pairs.find(|(ours, theirs)| ours != theirs) {
            Some((ours, theirs)) => format!("{theirs:?}, not {ours:?}"),
            None => format!("{} lines, not {}", theirs.len(), ours.len()),
        })
    }

    fn parent(&self, lane: &GistLane) -> Option<&str> {
        lane.parent.map(|parent| self.lanes[parent].kind())
    }

    /// The lines, with the names of the lanes that printed them.
    fn printed(&self, rules: Rules) -> Vec<(&str, &str)> {
        let name = |lane: usize| self.lanes[lane].kind();
        let lines = self.lines.iter().map(|(at, line)| (name(*at), &**line));
        let mut lines: Vec<_> = lines.collect();
        if !rules.is_ordered {
            lines.sort_unstable();
        }
        lines
    }
}

impl GistLane {
    /// Its name, without the number that it has if it has no name of its own.
    fn kind(&self) -> &str {
        match self.name.split_once(' ') {
            Some((kind @ ("thread" | "process"), number))
                if number.parse::<u32>().is_ok() =>
            {
                kind
            }
            _ => &self.name,
        }
    }

    fn agrees_with(&self, other: &Self, rules: Rules) -> bool {
        let (Some(ours), Some(theirs)) = (&self.states, &other.states) else {
            return true;
        };
        if rules.depends {
            return match (longest(ours), longest(theirs)) {
                (Some(ours), Some(theirs)) => ours == theirs,
                _ => true,
            };
        }
        is_within(&words(ours, LONG), &words(theirs, SHORT))
            && is_within(&words(theirs, LONG), &words(ours, SHORT))
    }

    fn summary(&self) -> String {
        match self.states.as_deref() {
            None => "takes turns".into(),
            Some([]) => "is not seen".into(),
            Some(states) => format!("is {}", words(states, SHORT).join(", ")),
        }
    }
}

/// The states that last at least this share of the run.
fn words(states: &[(String, f64)], least: f64) -> Vec<&str> {
    let long = states.iter().filter(|it| it.1 >= least);
    let mut words: Vec<_> = long.map(|it| &*it.0).collect();
    words.dedup();
    words
}

/// The state in which a lane is for most of its time, if there is one, and if
/// it lasts.
fn longest(states: &[(String, f64)]) -> Option<&str> {
    let sum = |word: &str| -> f64 {
        states.iter().filter(|it| it.0 == word).map(|it| it.1).sum()
    };
    let all: f64 = states.iter().map(|it| it.1).sum();
    let words = states.iter().map(|it| &*it.0);
    let longest = words.max_by(|a, b| sum(a).total_cmp(&sum(b)))?;
    (sum(longest) > (0.6 * all).max(LONG)).then_some(longest)
}

/// Which process started a process. Which thread started a thread may vary, as
/// in a pool of threads where each starts the next.
fn parent(run: &Run, lane: &Lane) -> Option<usize> {
    let parent = lane.parent.filter(|_| lane.kind == Kind::Process)?;
    let process = run.lanes[parent].process;
    run.lanes.iter().position(|it| it.id == process)
}

/// The word for a state, if it is the program's own. That a lane is ready, or
/// waits for something unknown, such as a page of memory, is the machine's.
fn word(state: State) -> Option<&'static str> {
    match state {
        State::Ready | State::Waiting(Wait::Other) => None,
        // One is often the way to the other.
        State::Waiting(Wait::Lock | Wait::Thread) => {
            Some("waiting for a thread")
        }
        state => Some(state.word()),
    }
}

/// The states of a lane that are its own, each with its share of the run; none
/// where they are too many.
fn states(lane: &Lane, end: u64) -> Option<Vec<(String, f64)>> {
    let mut states: Vec<(&str, u64)> = Vec::new();
    for segment in &lane.segments {
        let Some(word) = word(segment.state) else { continue };
        match states.last_mut() {
            Some((last, sum)) if *last == word => *sum += segment.length(),
            _ => states.push((word, segment.length())),
        }
    }
    let share = |sum: u64| {
        (sum as f64 / end.max(1) as f64 * 10_000.0).round() / 10_000.0
    };
    let shares = states.into_iter().map(|(word, sum)| (word, share(sum)));
    let long = shares.filter(|(_, share)| *share >= SHORT);
    let long = long.map(|(word, share)| (word.to_owned(), share));
    Some(Vec::from_iter(long)).filter(|it| it.len() <= MOST_STATES)
}

/// Whether all of `some` are in `all`, in the same order.
fn is_within(some: &[&str], all: &[&str]) -> bool {
    let mut all = all.iter();
    some.iter().all(|word| all.any(|it| it == word))
}

/// As it is in a picture: one for each run.
pub fn write(gists: &[Gist]) -> String {
    serde_json::to_string(gists).unwrap_or_default()
}

/// Those that a picture carries; none if it carries none.
pub fn read(picture: &str) -> Option<Vec<Gist>> {
    let (_, rest) = picture.split_once("<metadata>")?;
    let (json, _) = rest.split_once("</metadata>")?;
    let json = json.replace("&lt;", "<").replace("&gt;", ">");
    serde_json::from_str(&json.replace("&amp;", "&")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Rules = Rules { is_ordered: true, depends: false };

    fn lane(name: &str, states: &[(&str, f64)]) -> GistLane {
        let states = states.iter().map(|it| (it.0.to_owned(), it.1));
        let states = Some(states.collect());
        GistLane { name: name.into(), parent: None, states }
    }

    fn gist(lanes: &[GistLane], lines: &[(usize, &str)]) -> Gist {
        let lines = lines.iter().map(|it| (it.0, it.1.to_owned()));
        Gist { lanes: lanes.to_vec(), lines: lines.collect() }
    }

    fn of(states: &[(&str, f64)]) -> Gist {
        gist(&[lane("a", states)], &[])
    }

    #[test]
    fn what_is_short_in_one_run_may_be_long_in_another() {
        let usual = of(&[("running", 0.06), ("sleeping", 0.9)]);
        let short = of(&[("running", 0.02), ("sleeping", 0.9)]);
        assert_eq!(usual.difference(&short, USUAL), None);
        assert_eq!(short.difference(&usual, USUAL), None);
        let never = of(&[("running", 0.001), ("sleeping", 0.9)]);
        assert_eq!(
            usual.difference(&never, USUAL).as_deref(),
            Some("'a' is sleeping, not is running, sleeping")
        );
        let turned = of(&[("sleeping", 0.9), ("running", 0.06)]);
        assert!(usual.difference(&turned, USUAL).is_some());
    }

    #[test]
    fn of_lanes_that_depend_on_others_the_longest_state_counts() {
        let depends = Rules { depends: true, ..USUAL };
        let usual = of(&[("running", 0.9)]);
        let waits = of(&[("waiting", 0.2), ("running", 0.7)]);
        assert!(usual.difference(&waits, USUAL).is_some());
        assert_eq!(usual.difference(&waits, depends), None);
        let sleeps = of(&[("sleeping", 0.9)]);
        assert!(usual.difference(&sleeps, depends).is_some());
    }

    #[test]
    fn lanes_are_found_in_any_order_and_lines_in_theirs() {
        let runs = lane("thread 2", &[("running", 0.5)]);
        let sleeps = lane("thread 3", &[("sleeping", 0.5)]);
        let [other_sleeps, other_runs] = [&sleeps, &runs].map(|it| GistLane {
            name: if it == &sleeps { "thread 2" } else { "thread 3" }.into(),
            ..it.clone()
        });
        let one = gist(&[runs, sleeps], &[(0, "x"), (1, "y")]);
        let other = gist(&[other_sleeps, other_runs], &[(0, "x"), (1, "y")]);
        assert_eq!(one.difference(&other, USUAL), None);
        let turned = Gist {
            lines: other.lines.iter().rev().cloned().collect(),
            ..other.clone()
        };
        assert!(one.difference(&turned, USUAL).is_some());
        let unordered = Rules { is_ordered: false, ..USUAL };
        assert_eq!(one.difference(&turned, unordered), None);
        let fewer = Gist { lines: vec![other.lines[0].clone()], ..other };
        assert_eq!(
            one.difference(&fewer, unordered).as_deref(),
            Some("1 lines, not 2")
        );
        let named = |name| gist(&[lane(name, &[])], &[(0, "x")]);
        assert_eq!(
            named("a").difference(&named("b"), unordered).as_deref(),
            Some("there is no 'a'")
        );
    }

    #[test]
    fn a_picture_carries_its_gist() {
        let gists = vec![gist(&[lane("<a & b>", &[("running", 0.5)])], &[])];
        let text = write(&gists);
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        let picture = format!("<svg><metadata>{text}</metadata></svg>");
        assert_eq!(read(&picture), Some(gists));
        assert_eq!(read("<svg></svg>"), None);
    }
}
