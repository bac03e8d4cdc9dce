//! Memory and time against the number of units: a panel for each of them, in
//! Rust and in Python.

use super::labels::Labels;
use super::paint::{
    Axis, Canvas, Colour, Font, Pen, bytes_label, decades, time_label,
};
use crate::figures::{Figure, Measure, Question};
use crate::measure::swarm_seconds;
use crate::report::Report;
use crate::table::{thousands, value};

/// The units that a reader chooses between: name in the figures, name in the
/// plot, and dashes. No process is among them, because a thousand processes
/// are not measured.
const UNITS: [[(&str, &str, &str); 3]; 2] = [
    [
        ("thread", "thread", ""),
        ("coroutine", "coroutine", "9 5"),
        ("tokio task", "tokio task", "2.5 4"),
    ],
    [
        ("Python thread", "thread", ""),
        ("gevent greenlet", "greenlet", "9 5"),
        ("asyncio task", "asyncio task", "2.5 4"),
    ],
];

/// Below, most of the memory is the program's own.
const FEWEST: u64 = 1_000;

const HEIGHT: f64 = 800.0;

/// Where the panels are: the left of each column, and the top of each row.
const LEFTS: [f64; 2] = [88.0, 526.0];
const TOPS: [f64; 2] = [130.0, 466.0];
/// How large a panel is, and how much room it has for labels to its right.
const PANEL: (f64, f64) = (312.0, 270.0);
const LABELS: f64 = 120.0;

/// A figure: how many units, and the cost of all together.
type Point = (u64, f64);

/// A row of panels.
struct Row {
    heading: &'static str,
    label: fn(f64) -> String,
    /// The measure whose values have the same unit.
    like: Measure,
    /// The points of each unit, in the order of [`UNITS`].
    points: [[Vec<Point>; 3]; 2],
}

/// Draws the curves, if there are figures of swarms.
pub fn draw(report: &Report) -> Option<Canvas> {
    let rows = rows(&report.figures);
    let points = || rows.iter().flat_map(|it| it.points.iter().flatten());
    let counts = decades(points().flatten().map(|point| point.0 as f64));
    if rows.iter().any(|it| it.points.iter().flatten().all(Vec::is_empty)) {
        return None;
    }
    let sentence = "Waiting units cost memory and time, and tasks cost least";
    let source = report.source(&[Question::Swarm]);
    let mut canvas = Canvas::new(sentence, &source, HEIGHT);
    for ((left, word), colour) in LEFTS
        .into_iter()
        .zip(["Rust", "Python"])
        .zip([Colour::Rust, Colour::Python])
    {
        canvas.mark(colour, (left + 6.0, 84.0));
        canvas.write(word, (left + 18.0, 89.5), Font::TEXT);
    }
    for (row, top) in rows.iter().zip(TOPS) {
        canvas.write(row.heading, (8.0, top - 16.0), Font::TEXT);
        let bottom = top + PANEL.1;
        let costs = row.points.iter().flatten().flatten();
        let costs = decades(costs.map(|point| point.1));
        for (column, left) in LEFTS.into_iter().enumerate() {
            let span = (left, left + PANEL.0);
            let across = Axis::new(counts.clone(), span);
            let across = across.labelled(|count| thousands(count as u64));
            let mut up = Axis::new(costs.clone(), (bottom, top));
            if column == 0 {
                up = up.labelled(row.label);
            }
            canvas.grid(&across, &up);
            panel(&mut canvas, row, column, &across, &up);
        }
    }
    let words = "units that wait at the same time";
    let spot = (LEFTS[1] + PANEL.0, HEIGHT - 14.0);
    canvas.write(words, spot, Font::TEXT.end());
    Some(canvas)
}

fn panel(
    canvas: &mut Canvas,
    row: &Row,
    column: usize,
    across: &Axis,
    up: &Axis,
) {
    let (left, right) = (LEFTS[column], LEFTS[column] + PANEL.0 + LABELS);
    let (bottom, top) = (up.at_start(), up.at_end());
    let mut labels = Labels::within((left, top - 8.0, right, bottom));
    let mut ends = Vec::new();
    for ((unit, name, dashes), points) in
        UNITS[column].iter().zip(&row.points[column])
    {
        let colour = Colour::of(unit);
        let spots = points.iter();
        let spots = spots.map(|(n, cost)| (across.at(*n as f64), up.at(*cost)));
        let spots: Vec<_> = spots.collect();
        if spots.len() > 1 {
            canvas.line(&spots, Pen::line(colour, dashes));
            labels.avoid_line(&spots);
        }
        for spot in &spots {
            canvas.mark(colour, *spot);
            labels.avoid(*spot);
        }
        ends.extend(spots.last().map(|spot| (*name, colour, *spot)));
        for (count, cost) in points {
            let (count, cost) = (thousands(*count), value(row.like, *cost));
            let heading = row.heading;
            canvas.describe(&format!("{heading}, {count} × {unit}: {cost}"));
        }
    }
    for (name, colour, spot) in ends {
        labels.place(canvas, name, colour, spot);
    }
}

fn rows(figures: &[Figure]) -> [Row; 2] {
    [
        Row {
            heading: "memory of all waiting units",
            label: bytes_label,
            like: Measure::Memory,
            points: points(figures, Measure::Memory, |count, each| {
                count as f64 * each
            }),
        },
        Row {
            heading: "time beyond the wait itself",
            label: time_label,
            like: Measure::Create,
            points: points(figures, Measure::Swarm, |count, ratio| {
                (ratio - 1.0) * swarm_seconds(count) as f64 * 1e9
            }),
        },
    ]
}

/// The points of each unit. A swarm that takes no longer than the wait itself
/// can't be shown on a logarithmic axis.
fn points(
    figures: &[Figure],
    measure: Measure,
    together: impl Fn(u64, f64) -> f64,
) -> [[Vec<Point>; 3]; 2] {
    let of_unit = |unit: &str| {
        let figures = figures.iter().filter(|figure| {
            figure.key.measure == measure && figure.key.subject == unit
        });
        let points = figures.filter_map(|figure| {
            let count = figure.key.size?;
            Some((count, together(count, figure.median)))
        });
        let is_shown = |&(count, sum): &Point| count >= FEWEST && sum > 0.0;
        points.filter(is_shown).collect()
    };
    UNITS.map(|units| units.map(|(unit, ..)| of_unit(unit)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::paint::WIDTH;

    #[test]
    fn no_point_is_below_a_thousand_units() {
        let figures = crate::report::tests::recorded().figures;
        assert!(figures.iter().any(|it| it.key.size == Some(10)));
        for row in rows(&figures) {
            for points in row.points.iter().flatten() {
                let counts: Vec<_> = points.iter().map(|it| it.0).collect();
                assert!(counts.iter().all(|count| *count >= 1_000));
                assert!(!counts.is_empty() && counts.is_sorted());
            }
        }
    }

    #[test]
    fn a_label_fits_beside_the_longest_line() {
        for (_, name, _) in UNITS.as_flattened() {
            let (left, _, right, _) = Font::TEXT.place(name, (0.0, 0.0));
            assert!(right - left + 11.0 <= LABELS, "{name}");
        }
        assert!(LEFTS[1] + PANEL.0 + LABELS <= WIDTH);
    }
}
