//! Draws made-up runs.

use lanes::json::json;
use lanes::model::{Cost, Kind, Lane, Mark, Nanos, Run, Segment, State, Wait};
use lanes::svg::svg;
use lanes::text::text;

const MILLI: Nanos = 1_000_000;

/// A lane of one millisecond's turns.
fn lane(id: i32, parent: Option<usize>, states: &[State]) -> Lane {
    let segment = |(index, &state): (usize, &State)| Segment {
        state,
        begin: index as Nanos * MILLI,
        end: (index as Nanos + 1) * MILLI,
    };
    Lane {
        kind: if id == 1 { Kind::Process } else { Kind::Thread },
        id,
        process: 1,
        parent,
        name: format!("lane {id}"),
        begin: 0,
        end: states.len() as Nanos * MILLI,
        segments: states.iter().enumerate().map(segment).collect(),
    }
}

fn run(lanes: Vec<Lane>, marks: Vec<Mark>) -> Run {
    Run {
        title: "made up".into(),
        second: Some(100 * MILLI),
        cores: 2,
        end: lanes.iter().map(|it| it.end).max().unwrap_or_default(),
        lanes,
        marks,
        notes: Vec::new(),
        failure: None,
        cost: Cost::default(),
    }
}

fn mark(at: Nanos, lane: usize, text: &str) -> Mark {
    Mark { at, lane, text: text.into() }
}

fn busy(count: usize, turns: usize) -> Run {
    let states = [State::Running, State::Ready, State::Waiting(Wait::Lock)];
    let states: Vec<_> = states.into_iter().cycle().take(turns).collect();
    let parent = |id| (id > 0).then_some(0);
    let ids = 0..count;
    let lanes = ids.map(|id| lane(id as i32 + 1, parent(id), &states));
    run(lanes.collect(), Vec::new())
}

#[test]
fn a_text_shows_states_marks_and_lines() {
    let waits = vec![State::Waiting(Wait::Thread); 110];
    let mut sleeps = vec![State::Sleeping; 90];
    sleeps.extend([State::Ready; 10]);
    sleeps.extend([State::Running; 10]);
    let lanes = vec![lane(1, None, &waits), lane(2, Some(0), &sleeps)];
    let marks = vec![mark(0, 0, "starts"), mark(105 * MILLI, 1, "slept")];
    let expected = "\
made up
articles' s      0.0       0.2       0.4       0.6       0.8       1.0
lane 1           1──────────────────────────────────────────────────────
lane 2           ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▒▒▒▒▒██2██
on 2 cores       ··················································11111
real s           0.00      0.02      0.04      0.06      0.08      0.10

  1   0.000  starts
  2   1.050  slept

█ running  ▒ ready, no core  ▄ sleeping  ─ waiting
";
    assert_eq!(text(&run(lanes, marks)), expected);
}

#[test]
fn a_picture_is_small_whatever_happens() {
    for (lanes, turns) in [(1, 1), (24, 20_000), (1000, 300)] {
        let mut run = busy(lanes, turns);
        run.marks = (0..1000)
            .map(|n| mark(n * MILLI, n as usize % lanes, &"x".repeat(200)))
            .collect();
        let picture = svg(&run);
        assert!(picture.len() <= 40_000, "{}", picture.len());
        assert!(picture.contains("… 976 more"));
        for line in text(&run).lines() {
            assert!(line.chars().count() <= 72, "{line}");
        }
    }
}

#[test]
fn a_picture_is_legible_at_9_cm() {
    let picture = svg(&busy(3, 10));
    let after = |key: &str| -> f64 {
        let rest = picture.split(key).nth(1).unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    };
    let millimetre = after(" width=\"") / 90.0;
    let points = after("font-size=\"") / millimetre / 25.4 * 72.0;
    assert!(points >= 7.0, "{points}");
    let y = |name: &str| -> f64 {
        let end = picture.find(&format!(">{name}</text>")).unwrap();
        let rest = picture[..end].rsplit(" y=\"").next().unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    };
    assert!((y("lane 3") - y("lane 2")) / millimetre >= 2.2);
}

#[test]
fn a_picture_has_words_for_those_who_do_not_see_it() {
    let mut run = busy(2, 30);
    run.title = "a < b & \u{1b}[1m".into();
    let picture = svg(&run);
    let title = "<title>a &lt; b &amp; \u{fffd}[1m</title>";
    assert!(picture.contains(title), "{picture}");
    assert!(picture.contains("<desc>2 lanes on 2 cores, 0.030 s"));
    assert!(picture.contains("running 33 %, ready 33 %"));
    assert!(picture.contains("prefers-color-scheme:dark"));
}

#[test]
fn a_trace_has_all_states_births_and_lines() {
    let mut run = busy(2, 3);
    run.marks = vec![mark(MILLI, 1, "line")];
    let trace = json(&run);
    let events = trace["traceEvents"].as_array().unwrap();
    let count =
        |kind: &str| events.iter().filter(|it| it["ph"] == kind).count();
    assert_eq!(["X", "s", "f", "i"].map(count), [6, 1, 1, 1]);
    let first = events.iter().find(|it| it["ph"] == "X").unwrap();
    assert_eq!(first["name"], "running");
    assert_eq!(first["dur"], 1000.0);
}
