//! What all plots share: colours, marks, titles and axes.

use anyhow::Result;
use plotters::prelude::*;
use plotters::style::FontDesc;

use crate::figures::is_python;
use crate::table::scaled;

pub const RUST: RGBColor = RGBColor(0xb7, 0x41, 0x0e);
pub const PYTHON: RGBColor = RGBColor(0x2b, 0x5b, 0x84);
pub const INK: RGBColor = RGBColor(0x22, 0x22, 0x22);
pub const FAINT: RGBColor = RGBColor(0xe4, 0xe4, 0xe4);
pub const GREY: RGBColor = RGBColor(0x77, 0x77, 0x77);

/// The area that a plot draws on, in pixels.
pub type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

pub fn font(size: u32) -> FontDesc<'static> {
    ("sans-serif", size).into()
}

/// The colour of a subject's language.
pub fn colour(subject: &str) -> RGBColor {
    if is_python(subject) { PYTHON } else { RUST }
}

/// Draws a mark. Discs for Rust and squares for Python can be told apart in
/// black and white, too.
pub fn mark(area: &Area<'_>, subject: &str, (x, y): (i32, i32)) -> Result<()> {
    let style = colour(subject).filled();
    if is_python(subject) {
        area.draw(&Rectangle::new([(x - 5, y - 5), (x + 5, y + 5)], style))?;
    } else {
        area.draw(&Circle::new((x, y), 6, style))?;
    }
    Ok(())
}

/// Draws the two marks and their meanings.
pub fn legend(area: &Area<'_>, (x, y): (i32, i32)) -> Result<()> {
    for (subject, word, x) in [("", "Rust", x), ("Python", "Python", x + 70)] {
        mark(area, subject, (x, y))?;
        write(area, word, (x + 12, y - 7), font(15).color(&INK))?;
    }
    Ok(())
}

/// Writes the title, and below it the date and the machine.
pub fn title(area: &Area<'_>, sentence: &str, source: &str) -> Result<()> {
    write(area, sentence, (24, 16), font(22).color(&INK))?;
    write(area, source, (24, 46), font(14).color(&GREY))
}

pub fn write(
    area: &Area<'_>,
    text: &str,
    at: (i32, i32),
    style: TextStyle<'_>,
) -> Result<()> {
    area.draw(&Text::new(text.to_owned(), at, style))?;
    Ok(())
}

/// Nanoseconds on an axis.
pub fn time_label(nanoseconds: &f64) -> String {
    scaled(*nanoseconds, &["ns", "µs", "ms", "s"])
}

/// Bytes on an axis.
pub fn bytes_label(bytes: &f64) -> String {
    scaled(*bytes, &["B", "kB", "MB", "GB"])
}

/// The range of a logarithmic axis: whole decades around the values.
pub fn decades(values: impl Iterator<Item = f64>) -> std::ops::Range<f64> {
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
    fn axes_have_units() {
        assert_eq!(time_label(&1000.0), "1 µs");
        assert_eq!(bytes_label(&1e7), "10 MB");
        assert_eq!(decades([50.0, 2_000.0].into_iter()), 10.0..10_000.0);
        assert_eq!(decades([10.0].into_iter()), 10.0..100.0);
    }
}
