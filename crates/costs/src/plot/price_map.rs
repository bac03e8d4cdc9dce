//! The price map: the time that a unit takes, against its memory.

use super::labels::Labels;
use super::paint::{
    Axis, Canvas, Colour, Font, Pen, Place, WIDTH, bytes_label, decades,
    time_label,
};
use crate::figures::{Figure, Measure, Question};
use crate::report::Report;
use crate::table::value;

/// Where the marks are: left, top, right, bottom.
const FRAME: Place = (92.0, 104.0, WIDTH - 34.0, 600.0);
const HEIGHT: f64 = 660.0;

/// Draws the map, if any unit has both figures.
pub fn draw(report: &Report) -> Option<Canvas> {
    let prices = prices(&report.figures);
    let run = report.runs_of(&[Question::Swarm]).next();
    let run = run.filter(|_| !prices.is_empty())?;
    let source = report.source(&[Question::Units, Question::Swarm]);
    let sentence = "Units that take longer to create also take more memory";
    let mut canvas = Canvas::new(sentence, &source, HEIGHT);

    let (left, top, right, bottom) = FRAME;
    let fits = [1e5, 1e6].map(|count| run.machine.memory / count);
    let memory = prices.iter().map(|price| price.memory).chain(fits);
    let time = prices.iter().map(|price| price.time);
    let across = Axis::new(decades(memory), (left, right));
    let across = across.labelled(bytes_label);
    let up = Axis::new(decades(time), (bottom, top)).labelled(time_label);
    canvas.grid(&across, &up);
    let words = "time to create and finish one unit";
    canvas.write(words, (8.0, top - 20.0), Font::TEXT);
    let words = "memory of one waiting unit, kernel memory included";
    canvas.write(words, (right, HEIGHT - 14.0), Font::TEXT.end());

    let mut labels = Labels::within(FRAME);
    let limits = fits.map(|fit| across.at(fit));
    for (x, words) in limits.into_iter().zip(["100,000 fit", "a million fit"]) {
        labels.avoid_if_possible((x - 3.0, top, x + 3.0, bottom));
        let (font, spot) = (Font::NOTE.end(), (x - 7.0, top + 18.0));
        canvas.write(words, spot, font);
        labels.avoid_all_of(font.place(words, spot));
    }
    let y = bottom - 20.0;
    for (colour, word, x) in [
        (Colour::Rust, "Rust", left + 20.0),
        (Colour::Python, "Python", left + 90.0),
    ] {
        canvas.mark(colour, (x, y));
        canvas.write(word, (x + 12.0, y + 5.5), Font::TEXT);
    }
    labels.avoid_all_of((left, y - 12.0, left + 170.0, y + 12.0));

    let spot = |it: &Price<'_>| (across.at(it.memory), up.at(it.time));
    for price in &prices {
        labels.avoid(spot(price));
        canvas.mark(Colour::of(price.unit), spot(price));
    }
    for price in &prices {
        let Price { unit, time, memory } = price;
        labels.place(&mut canvas, unit, Colour::of(unit), spot(price));
        canvas.describe(&format!(
            "{unit}: {}, {}",
            value(Measure::Memory, *memory),
            value(Measure::Create, *time)
        ));
    }
    for x in limits {
        limit(&mut canvas, x);
    }
    Some(canvas)
}

/// Draws a dashed line from top to bottom, with a gap for each text on it.
fn limit(canvas: &mut Canvas, x: f64) {
    let (_, mut y, _, bottom) = FRAME;
    let texts = canvas.texts.iter().map(|(_, place)| *place);
    let on_it = |place: &Place| place.0 < x && x < place.2;
    let inside = |place: &Place| place.3 > y && place.1 < bottom;
    let texts = texts.filter(|place| on_it(place) && inside(place));
    let mut gaps: Vec<_> = texts.map(|place| (place.1, place.3)).collect();
    gaps.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (from, to) in gaps {
        canvas.line(&[(x, y), (x, from)], Pen::LIMIT);
        y = to;
    }
    canvas.line(&[(x, y), (x, bottom)], Pen::LIMIT);
}

struct Price<'a> {
    unit: &'a str,
    time: f64,
    memory: f64,
}

/// The units with both figures. Memory is taken from the largest swarm, because
/// in a small one the first unit's share of it is large.
fn prices(figures: &[Figure]) -> Vec<Price<'_>> {
    let create = |f: &&Figure| f.key.measure == Measure::Create;
    let price = |created: &'_ Figure| {
        let unit = created.key.subject.as_str();
        let same = |f: &&Figure| {
            f.key.measure == Measure::Memory && f.key.subject == unit
        };
        let swarms = figures.iter().filter(same);
        let largest = swarms.max_by_key(|figure| figure.key.size)?;
        Some((created.median, largest.median))
    };
    let mut prices = Vec::new();
    for created in figures.iter().filter(create) {
        if let Some((time, memory)) = price(created) {
            let unit = created.key.subject.as_str();
            prices.push(Price { unit, time, memory });
        }
    }
    prices
}
