//! What a picture and a text have in common.

use std::collections::BTreeMap;

use crate::model::{Kind, Lane, Nanos, Run, State, Wait};

/// How many lanes are drawn, and how many lines are printed beside them.
pub const MOST: usize = 24;

/// The lanes that are drawn.
pub fn shown(run: &Run) -> &[Lane] {
    &run.lanes[..run.lanes.len().min(MOST)]
}

/// What is not drawn, in words.
pub fn more(all: usize) -> Option<String> {
    (all > MOST).then(|| format!("… {} more", all - MOST))
}

/// The states of a lane in `count` equal parts of the run.
///
/// Where states change more often, each part has one of its states, and the
/// parts of a state add up to its time.
pub fn cells(lane: &Lane, end: Nanos, count: usize) -> Vec<Option<State>> {
    let mut cells = vec![None; count];
    let mut owed = BTreeMap::<State, f64>::new();
    let mut segments = lane.segments.iter().peekable();
    let width = end.max(1) as f64 / count as f64;
    for (index, cell) in cells.iter_mut().enumerate() {
        let (from, to) = (index as f64 * width, (index + 1) as f64 * width);
        let mut here = Vec::new();
        while let Some(segment) = segments.peek() {
            let begin = from.max(segment.begin as f64);
            let part = to.min(segment.end as f64) - begin;
            if part > 0.0 {
                *owed.entry(segment.state).or_default() += part;
                here.push(segment.state);
            }
            if segment.end as f64 > to {
                break;
            }
            segments.next();
        }
        let debt = |state: &State| owed.get(state).copied().unwrap_or(0.0);
        let most = here.iter().copied();
        *cell = most.max_by(|a, b| debt(a).total_cmp(&debt(b)));
        if let Some(owed) = cell.and_then(|state| owed.get_mut(&state)) {
            *owed -= width;
        }
    }
    cells
}

/// How many threads are in this state, on average, in each part of the run.
pub fn load(run: &Run, state: State, count: usize) -> Vec<f64> {
    let mut load = vec![0.0; count];
    let width = run.end.max(1) as f64 / count as f64;
    // A task that runs does so in a thread, which has been counted.
    let threads = run.lanes.iter().filter(|it| it.kind != Kind::Task);
    let segments = threads.flat_map(|it| &it.segments);
    for segment in segments.filter(|it| it.state == state) {
        let (begin, end) = (segment.begin as f64, segment.end as f64);
        let first = (begin / width) as usize;
        for (index, cell) in load.iter_mut().enumerate().skip(first) {
            let (from, to) = (index as f64 * width, (index + 1) as f64 * width);
            if from >= end {
                break;
            }
            *cell += (to.min(end) - from.max(begin)) / width;
        }
    }
    load
}

/// How many lanes run in each part. No more can run than there are cores: what
/// exceeds them is due to the sampling, and belongs to the next part.
pub fn running(run: &Run, count: usize) -> Vec<f64> {
    let mut load = load(run, State::Running, count);
    let mut over = 0.0;
    for lanes in &mut load {
        let all = *lanes + over;
        *lanes = all.min(run.cores as f64);
        over = all - *lanes;
    }
    load
}

/// Runs of equal cells: the state, the first cell, and the one after the last.
pub fn spans(cells: &[Option<State>]) -> Vec<(State, usize, usize)> {
    let mut spans: Vec<(State, usize, usize)> = Vec::new();
    for (index, cell) in cells.iter().enumerate() {
        let Some(state) = *cell else { continue };
        match spans.last_mut() {
            Some((last, _, end)) if *last == state && *end == index => {
                *end += 1;
            }
            _ => spans.push((state, index, index + 1)),
        }
    }
    spans
}

/// A round step for an axis of this length, for at most `most` steps.
pub fn step(length: f64, most: f64) -> f64 {
    let least = (length / most).max(1e-9);
    let power = 10f64.powf(least.log10().floor());
    let factors = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power);
    let step = factors.into_iter().find(|step| *step >= least * 0.999);
    step.unwrap_or(10.0 * power)
}

/// The positions of an axis's labels, and the labels.
pub fn ticks(length: f64, most: f64) -> Vec<(f64, String)> {
    let step = step(length, most);
    let places = (-step.log10().floor()).max(0.0) as usize;
    let count = (length / step + 0.001).floor() as usize;
    let ticks = (0..=count).map(|n| n as f64 * step);
    ticks.map(|at| (at, format!("{at:.places$}"))).collect()
}

/// Seconds of the clock.
pub fn seconds(nanos: Nanos) -> f64 {
    nanos as f64 / 1e9
}

/// What a lane did, in a line.
pub fn summary(lane: &Lane) -> String {
    let life = lane.end.saturating_sub(lane.begin).max(1);
    let mut line = format!(
        "{}: {:.3} to {:.3} s",
        lane.name,
        seconds(lane.begin),
        seconds(lane.end)
    );
    for (state, sum) in lane.sums() {
        let share = 100.0 * sum as f64 / life as f64;
        if share >= 0.5 {
            line += &format!(", {} {share:.0} %", state.word());
        }
    }
    line
}

/// The word for a wait in a picture, if there is one.
pub fn waits_for(state: State) -> Option<&'static str> {
    match state {
        State::Waiting(Wait::Lock) => Some("lock"),
        State::Waiting(Wait::Thread) => Some("thread"),
        State::Waiting(Wait::Socket) => Some("socket"),
        State::Waiting(Wait::Child) => Some("child"),
        State::Waiting(Wait::Pipe) => Some("pipe"),
        State::Waiting(Wait::Await) => Some("await"),
        _ => None,
    }
}

/// A text of at most so many characters.
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let start: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", start.trim_end_matches([' ', ',']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Segment;

    #[test]
    fn turns_shorter_than_a_cell_keep_their_sums() {
        let segments = (0..100).map(|n| Segment {
            state: [State::Running, State::Ready, State::Ready][n % 3],
            begin: n as Nanos * 10,
            end: n as Nanos * 10 + 10,
        });
        let lane = Lane {
            kind: Kind::Process,
            id: 1,
            process: 1,
            parent: None,
            name: String::new(),
            begin: 0,
            end: 1000,
            segments: segments.collect(),
        };
        let cells = cells(&lane, 1000, 20);
        let running = cells.iter().filter(|it| **it == Some(State::Running));
        assert!((6..=7).contains(&running.count()), "{cells:?}");
    }

    #[test]
    fn an_axis_has_round_labels() {
        let labels = |length, most| -> Vec<_> {
            ticks(length, most).into_iter().map(|it| it.1).collect()
        };
        assert_eq!(labels(9.02, 5.0), ["0", "2", "4", "6", "8"]);
        assert_eq!(labels(0.3, 4.0), ["0.0", "0.1", "0.2", "0.3"]);
    }
}
