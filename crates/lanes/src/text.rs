//! The picture as text, for terminals and print: 72 columns.

use crate::layout::{
    MOST, cells, more, running, seconds, shortened, shown, ticks,
};
use crate::model::{Run, State};

const LABEL: usize = 16;
const CELLS: usize = 72 - LABEL - 1;

/// The lanes, the lines that were printed, and what the signs mean.
pub fn text(run: &Run) -> String {
    let mut lines = vec![shortened(&run.title, 72)];
    if let Some(second) = run.second {
        let length = run.end as f64 / second.max(1) as f64;
        lines.push(axis("articles' s", length));
    }
    let marks: Vec<_> = run.marks.iter().take(MOST).enumerate().collect();
    for (index, lane) in shown(run).iter().enumerate() {
        let states = cells(lane, run.end, CELLS).into_iter();
        let mut row: Vec<char> = states.map(sign).collect();
        if lane.segments.is_empty() {
            let life = cell(lane.begin, run.end)..=cell(lane.end, run.end);
            row[life].fill('·');
        }
        for (number, mark) in marks.iter().filter(|it| it.1.lane == index) {
            let number = (number + 1).to_string();
            let at = cell(mark.at, run.end);
            let at = at.min(CELLS - number.len());
            let free =
                (at..at + number.len()).all(|cell| !row[cell].is_ascii_digit());
            if free {
                for (place, digit) in number.chars().enumerate() {
                    row[at + place] = digit;
                }
            }
        }
        lines.push(labelled(&lane.name, row.into_iter().collect()));
    }
    lines.extend(more(run.lanes.len()));
    let running = running(run, CELLS).into_iter();
    let running = running.map(|lanes| digit(lanes.round() as usize));
    let cores = match run.cores {
        1 => "on 1 core".to_owned(),
        cores => format!("on {cores} cores"),
    };
    lines.push(labelled(&cores, running.collect()));
    lines.push(axis("real s", seconds(run.end)));
    lines.push(String::new());
    for (number, mark) in &marks {
        let at = match run.second {
            Some(second) => mark.at as f64 / second.max(1) as f64,
            None => seconds(mark.at),
        };
        let line = format!("{:3} {at:7.3}  {}", number + 1, mark.text);
        lines.push(shortened(line.trim_end(), 72));
    }
    lines.extend(more(run.marks.len()));
    if !marks.is_empty() {
        lines.push(String::new());
    }
    lines.push("█ running  ▒ ready, no core  ▄ sleeping  ─ waiting".into());
    lines.extend(run.notes.iter().map(|note| format!("Note: {note}.")));
    lines.join("\n") + "\n"
}

fn sign(state: Option<State>) -> char {
    match state {
        None => ' ',
        Some(State::Running) => '█',
        Some(State::Ready) => '▒',
        Some(State::Sleeping) => '▄',
        Some(State::Waiting(_)) => '─',
    }
}

/// How many run, or a point for none.
fn digit(lanes: usize) -> char {
    match lanes {
        0 => '·',
        1..=9 => char::from(b'0' + lanes as u8),
        _ => '+',
    }
}

fn cell(at: u64, end: u64) -> usize {
    let cell = at as f64 / end.max(1) as f64 * CELLS as f64;
    (cell as usize).min(CELLS - 1)
}

fn labelled(label: &str, row: String) -> String {
    let label = shortened(label, LABEL);
    format!("{label:LABEL$} {row}").trim_end().to_owned()
}

fn axis(label: &str, length: f64) -> String {
    let mut row = vec![' '; CELLS];
    for (at, label) in ticks(length, 6.0) {
        let at = (at / length.max(1e-9) * CELLS as f64).round() as usize;
        let at = at.min(CELLS - label.len());
        for (place, digit) in label.chars().enumerate() {
            row[at + place] = digit;
        }
    }
    labelled(label, row.into_iter().collect())
}
