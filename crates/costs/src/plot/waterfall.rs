//! The waterfall: the same requests in three models, on one time axis.

use super::paint::{Canvas, Colour, Font, Pen, Place, WIDTH};
use crate::figures::{Key, Measure, Question, find};
use crate::probe::waterfall::Timeline;
use crate::report::Report;

const LEFT: f64 = 28.0;
const RIGHT: f64 = WIDTH - 30.0;
/// Above the panels, and above each of them.
const HEAD: f64 = 66.0;
const GAP: f64 = 34.0;
/// From one bar to the next, and how high it is.
const PITCH: f64 = 5.0;
const BAR: f64 = 3.8;
/// Below the panels.
const FOOT: f64 = 56.0;

/// Draws the waterfall, if there are timelines.
pub fn draw(report: &Report) -> Option<Canvas> {
    let timelines = &report.waterfall;
    let most = timelines.iter().map(|it| it.requests.len()).max()?;
    let panel = PITCH * most as f64 + 4.0;
    let floor = HEAD + timelines.len() as f64 * (GAP + panel);
    let sentence = format!(
        "{most} requests of 50 ms each: the model decides how many overlap"
    );
    let source = report.source(&[Question::Waterfall]);
    let mut canvas = Canvas::new(&sentence, &source, floor + FOOT);

    let longest = timelines.iter().map(Timeline::end).fold(0.0, f64::max);
    let x = |seconds: f64| LEFT + (RIGHT - LEFT) * seconds / longest;
    let step = step(longest);
    let ticks = (0..).map(|tick| f64::from(tick) * step);
    let ticks: Vec<_> = ticks.take_while(|at| *at <= longest).collect();
    for (tick, label) in ticks.iter().zip(labels(&ticks)) {
        let spot = (x(*tick), floor + 22.0);
        canvas.write(&label, spot, Font::TEXT.middle());
    }
    let words = "time since the first request";
    canvas.write(words, (RIGHT, floor + FOOT - 12.0), Font::TEXT.end());

    let mut top = HEAD;
    for timeline in timelines {
        top += GAP;
        let words = format!("{}: {}", timeline.name, length(report, timeline));
        canvas.write(&words, (LEFT, top - 9.0), Font::TEXT);
        canvas.describe(&words);
        for tick in &ticks {
            let at = x(*tick);
            canvas.line(&[(at, top), (at, top + panel)], Pen::GRID);
        }
        canvas.fill(&bars(timeline, top + 2.0, x), Colour::Rust);
        top += panel;
        canvas.line(&[(LEFT, top), (RIGHT, top)], Pen::AXIS);
    }
    Some(canvas)
}

/// A bar for each request, from its start to its end.
fn bars(timeline: &Timeline, top: f64, x: impl Fn(f64) -> f64) -> Vec<Place> {
    let bar = |(number, &(start, end)): (usize, &(f64, f64))| {
        let top = top + PITCH * number as f64;
        (x(start), top, x(end).max(x(start) + 1.0), top + BAR)
    };
    timeline.requests.iter().enumerate().map(bar).collect()
}

/// How long all requests of a model took, with the mark of the tables.
fn length(report: &Report, timeline: &Timeline) -> String {
    let key = Key::new(Measure::Waterfall, &timeline.name);
    let key = key.of(timeline.requests.len() as u64);
    let figure = find(&report.figures, &key);
    let is_disturbed = figure.is_some_and(|figure| figure.disturbed);
    let mark = if is_disturbed { "~ " } else { "" };
    format!("{mark}{:.2} s", timeline.end())
}

/// The largest round number of seconds that makes at least four ticks.
fn step(longest: f64) -> f64 {
    let exponents = (-3..=3).rev();
    let mut steps = exponents.flat_map(|exponent| {
        [5.0, 2.0, 1.0].map(|digit| digit * 10f64.powi(exponent))
    });
    steps.find(|step| longest / step >= 4.0).unwrap_or(0.001)
}

/// All with the digits that the step needs.
fn labels(ticks: &[f64]) -> impl Iterator<Item = String> {
    let step = ticks.get(1).copied().unwrap_or(1.0);
    let digits = (0..3).find(|digits| {
        let scaled = step * 10f64.powi(*digits);
        (scaled - scaled.round()).abs() < 1e-6
    });
    let digits = digits.unwrap_or(3) as usize;
    ticks.iter().map(move |tick| format!("{tick:.digits$} s"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_panel_has_40_bars() {
        let timelines = crate::report::tests::recorded().waterfall;
        assert_eq!(timelines.len(), 3);
        for timeline in &timelines {
            let bars = bars(timeline, 0.0, |seconds| 400.0 * seconds);
            assert_eq!(bars.len(), 40, "{}", timeline.name);
            // A 50 ms bar is 20 wide, and there is paper between two of them.
            assert!(bars.iter().all(|bar| bar.2 - bar.0 >= 20.0));
            assert!(bars.windows(2).all(|two| two[0].3 < two[1].1));
        }
    }

    #[test]
    fn ticks_are_round() {
        let labels = |longest: f64| {
            let step = step(longest);
            labels(&[0.0, step, 2.0 * step]).collect::<Vec<_>>()
        };
        assert_eq!(labels(2.05), ["0.0 s", "0.5 s", "1.0 s"]);
        assert_eq!(labels(12.3), ["0 s", "2 s", "4 s"]);
        assert_eq!(labels(0.11), ["0.00 s", "0.02 s", "0.04 s"]);
    }
}
