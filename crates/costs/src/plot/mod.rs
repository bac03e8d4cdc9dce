//! The plots, a module for each.

use std::path::Path;

use anyhow::Result;
use plotters::prelude::*;
use plotters::style::FontDesc;

use crate::figures::is_python;
use crate::report::Report;

mod curves;
mod labels;
mod price_map;
mod waterfall;

/// Draws each plot for which the report has figures.
pub fn draw_all(folder: &Path, report: &Report) -> Result<()> {
    price_map::draw(&folder.join("price-map.svg"), report)?;
    curves::draw(&folder.join("curves.svg"), report)?;
    waterfall::draw(&folder.join("waterfall.svg"), report)
}

const RUST: RGBColor = RGBColor(0xb7, 0x41, 0x0e);
const PYTHON: RGBColor = RGBColor(0x2b, 0x5b, 0x84);
const INK: RGBColor = RGBColor(0x22, 0x22, 0x22);
const FAINT: RGBColor = RGBColor(0xe4, 0xe4, 0xe4);
const GREY: RGBColor = RGBColor(0x77, 0x77, 0x77);

/// The area that a plot draws on, in pixels.
type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

fn font(size: u32) -> FontDesc<'static> {
    ("sans-serif", size).into()
}

/// The colour of a subject's language.
fn colour(subject: &str) -> RGBColor {
    if is_python(subject) { PYTHON } else { RUST }
}

/// Draws a mark. Discs for Rust and squares for Python can be told apart in
/// black and white, too.
fn mark(area: &Area<'_>, subject: &str, (x, y): (i32, i32)) -> Result<()> {
    let style = colour(subject).filled();
    if is_python(subject) {
        area.draw(&Rectangle::new([(x - 5, y - 5), (x + 5, y + 5)], style))?;
    } else {
        area.draw(&Circle::new((x, y), 6, style))?;
    }
    Ok(())
}

/// Draws the two marks and their meanings.
fn legend(area: &Area<'_>, (x, y): (i32, i32)) -> Result<()> {
    for (subject, word, x) in [("", "Rust", x), ("Python", "Python", x + 70)] {
        mark(area, subject, (x, y))?;
        write(area, word, (x + 12, y - 7), font(15).color(&INK))?;
    }
    Ok(())
}

/// Writes the title, and below it the date and the machine.
fn title(area: &Area<'_>, sentence: &str, report: &Report) -> Result<()> {
    write(area, sentence, (24, 16), font(22).color(&INK))?;
    let source = format!("{}, {}", report.date, report.machine);
    write(area, &source, (24, 46), font(14).color(&GREY))
}

fn write(
    area: &Area<'_>,
    text: &str,
    at: (i32, i32),
    style: TextStyle<'_>,
) -> Result<()> {
    area.draw(&Text::new(text.to_owned(), at, style))?;
    Ok(())
}

/// Nanoseconds on an axis.
fn time_label(nanoseconds: &f64) -> String {
    scaled(*nanoseconds, 1e3, &["ns", "µs", "ms", "s"])
}

/// Bytes on an axis.
fn bytes_label(bytes: &f64) -> String {
    scaled(*bytes, 1e3, &["B", "kB", "MB", "GB"])
}

fn scaled(mut value: f64, step: f64, units: &[&str]) -> String {
    let mut unit = 0;
    while value >= step * 0.999 && unit + 1 < units.len() {
        value /= step;
        unit += 1;
    }
    format!("{value:.0} {}", units[unit])
}

/// The range of a logarithmic axis: whole decades around the values.
fn decades(values: impl Iterator<Item = f64>) -> std::ops::Range<f64> {
    let (mut low, mut high) = (f64::INFINITY, 0.0_f64);
    for value in values.filter(|value| *value > 0.0) {
        low = low.min(value);
        high = high.max(value);
    }
    let (low, high) = (low.log10().floor(), high.log10().ceil());
    // If all values are the same power of ten, the range would be empty.
    10f64.powf(low)..10f64.powf(high.max(low + 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plots_name_each_unit_and_each_model() {
        let report = crate::report::tests::example();
        let folder = tempfile::tempdir().unwrap();
        draw_all(folder.path(), &report).unwrap();
        let read =
            |name| std::fs::read_to_string(folder.path().join(name)).unwrap();
        for figure in &report.figures {
            let unit = &figure.key.subject;
            assert!(read("price-map.svg").contains(unit), "{unit}");
            assert!(read("curves.svg").contains(unit), "{unit}");
        }
        for timeline in &report.waterfall {
            assert!(read("waterfall.svg").contains(&timeline.name));
        }
    }

    #[test]
    fn axes_have_units() {
        assert_eq!(time_label(&1000.0), "1 µs");
        assert_eq!(bytes_label(&1e7), "10 MB");
        assert_eq!(decades([50.0, 2_000.0].into_iter()), 10.0..10_000.0);
        assert_eq!(decades([10.0].into_iter()), 10.0..100.0);
    }
}
