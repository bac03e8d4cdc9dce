//! What all plots share: an SVG for both themes, its texts, marks and axes.
//!
//! Colours are attributes, as printers and simple viewers need them. On a
//! screen, CSS variables replace them: `--lanes-ink`, as in the pictures of
//! lanes, `--plot-rust` and `--plot-python`.

use std::fmt::Write;
use std::ops::Range;

use crate::figures::is_python;
use crate::table::scaled;

/// All plots are equally wide, so that their texts have one size on a page.
pub const WIDTH: f64 = 960.0;

/// No text is smaller: 7.1 pt in a plot that is printed 16 cm wide.
pub const SMALL: f64 = 15.0;
const MEDIUM: f64 = 16.0;
const LARGE: f64 = 21.0;

/// The width of a letter, as a share of the font's size. The texts of our plots
/// take 0.47 to 0.5 in the fonts below; another sans serif is a little wider.
const LETTER: f64 = 0.52;

const FAMILY: &str = "'DejaVu Sans Condensed',Arial,Helvetica,sans-serif";

/// A point: to the right, and down.
pub type Spot = (f64, f64);

/// A rectangle: left, top, right, bottom.
pub type Place = (f64, f64, f64, f64);

/// Whether two rectangles have an area in common.
pub fn overlap(a: &Place, b: &Place) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Colour {
    Ink,
    Rust,
    Python,
}

impl Colour {
    const ALL: [Self; 3] = [Self::Ink, Self::Rust, Self::Python];

    /// The colour of a subject's language.
    pub fn of(subject: &str) -> Self {
        if is_python(subject) { Self::Python } else { Self::Rust }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Ink => "ink",
            Self::Rust => "rust",
            Self::Python => "python",
        }
    }

    fn variable(self) -> &'static str {
        match self {
            Self::Ink => "--lanes-ink",
            Self::Rust => "--plot-rust",
            Self::Python => "--plot-python",
        }
    }

    /// On white paper.
    fn light(self) -> &'static str {
        match self {
            Self::Ink => "#222222",
            Self::Rust => "#b7410e",
            Self::Python => "#2b5b84",
        }
    }

    /// On a dark screen.
    fn dark(self) -> &'static str {
        match self {
            Self::Ink => "#dddddd",
            Self::Rust => "#f28b5b",
            Self::Python => "#7db7ee",
        }
    }
}

/// The rules for screens: fills have the class of a colour, and strokes have
/// that class with `-line`.
fn style() -> String {
    let rules = |shade: fn(Colour) -> &'static str| {
        let mut rules = String::new();
        for colour in Colour::ALL {
            let (class, name) = (colour.class(), colour.variable());
            let value = format!("var({name},{})", shade(colour));
            rules += &format!(
                ".plot .{class}{{fill:{value}}}\
                 .plot .{class}-line{{stroke:{value}}}"
            );
        }
        rules
    };
    let (light, dark) = (rules(Colour::light), rules(Colour::dark));
    format!(
        "@media screen{{{light}}}\n\
         @media screen and (prefers-color-scheme:dark){{{dark}}}"
    )
}

/// How a text is written.
#[derive(Clone, Copy)]
pub struct Font {
    size: f64,
    anchor: Anchor,
    colour: Colour,
    opacity: f64,
}

/// Which part of a text is at its place.
#[derive(Clone, Copy)]
enum Anchor {
    Start,
    Middle,
    End,
}

impl Font {
    pub const TEXT: Self = Self {
        size: MEDIUM,
        anchor: Anchor::Start,
        colour: Colour::Ink,
        opacity: 1.0,
    };
    /// For what matters less.
    pub const NOTE: Self = Self { size: SMALL, opacity: 0.75, ..Self::TEXT };
    const TITLE: Self = Self { size: LARGE, ..Self::TEXT };

    pub fn colour(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    pub fn middle(self) -> Self {
        Self { anchor: Anchor::Middle, ..self }
    }

    pub fn end(self) -> Self {
        Self { anchor: Anchor::End, ..self }
    }

    /// The rectangle of a text, whose base line is at a spot.
    pub fn place(self, text: &str, (x, y): Spot) -> Place {
        let width = text.chars().count() as f64 * self.size * LETTER;
        let left = match self.anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        (left, y - 0.8 * self.size, left + width, y + 0.25 * self.size)
    }
}

/// How a line is drawn.
#[derive(Clone, Copy)]
pub struct Pen {
    colour: Colour,
    width: f64,
    opacity: f64,
    dashes: &'static str,
}

impl Pen {
    pub const AXIS: Self =
        Self { colour: Colour::Ink, width: 1.0, opacity: 0.6, dashes: "" };
    pub const GRID: Self = Self { opacity: 0.15, ..Self::AXIS };
    pub const LIMIT: Self = Self { dashes: "4 5", ..Self::AXIS };

    /// For a line of figures. It can be told from others without colours.
    pub fn line(colour: Colour, dashes: &'static str) -> Self {
        Self { colour, width: 2.5, opacity: 1.0, dashes }
    }
}

/// A plot that is being drawn.
pub struct Canvas {
    title: String,
    description: String,
    height: f64,
    body: String,
    /// Each text, and where it is.
    pub texts: Vec<(String, Place)>,
}

impl Canvas {
    /// Starts with a title, and below it the date and the machine.
    pub fn new(title: &str, source: &str, height: f64) -> Self {
        let mut canvas = Self {
            title: title.into(),
            description: format!("Measured on {source}."),
            height,
            body: String::new(),
            texts: Vec::new(),
        };
        canvas.write(title, (8.0, 28.0), Font::TITLE);
        canvas.write(source, (8.0, 52.0), Font::NOTE);
        canvas
    }

    /// Adds a sentence for readers who can't see the plot.
    pub fn describe(&mut self, sentence: &str) {
        self.description += "\n";
        self.description += sentence;
    }

    pub fn write(&mut self, text: &str, spot: Spot, font: Font) {
        self.texts.push((text.to_owned(), font.place(text, spot)));
        let (x, y) = (short(spot.0), short(spot.1));
        let Font { size, anchor, colour, opacity } = font;
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let opacity = attribute("fill-opacity", opacity);
        let (class, fill) = (colour.class(), colour.light());
        self.add(&format!(
            "<text class=\"{class}\" fill=\"{fill}\"{opacity} x=\"{x}\" \
             y=\"{y}\" font-size=\"{size}\"{anchor}>{}</text>",
            escaped(text)
        ));
    }

    /// Draws a line from spot to spot.
    pub fn line(&mut self, spots: &[Spot], pen: Pen) {
        let mut path = String::new();
        for (index, (x, y)) in spots.iter().enumerate() {
            let command = if index == 0 { 'M' } else { 'L' };
            write!(path, "{command}{} {}", short(*x), short(*y))
                .unwrap_or_default();
        }
        let Pen { colour, width, opacity, dashes } = pen;
        let opacity = attribute("stroke-opacity", opacity);
        let dashes = match dashes {
            "" => String::new(),
            dashes => format!(" stroke-dasharray=\"{dashes}\""),
        };
        let (class, stroke) = (colour.class(), colour.light());
        self.add(&format!(
            "<path class=\"{class}-line\" fill=\"none\" stroke=\"{stroke}\" \
             stroke-width=\"{width}\"{opacity}{dashes} d=\"{path}\"/>"
        ));
    }

    /// Fills rectangles.
    pub fn fill(&mut self, places: &[Place], colour: Colour) {
        let mut path = String::new();
        for (left, top, right, bottom) in places {
            let (x, y) = (short(*left), short(*top));
            let (right, bottom) = (short(*right), short(*bottom));
            write!(path, "M{x} {y}H{right}V{bottom}H{x}z").unwrap_or_default();
        }
        let (class, fill) = (colour.class(), colour.light());
        self.add(&format!(
            "<path class=\"{class}\" fill=\"{fill}\" d=\"{path}\"/>"
        ));
    }

    /// Draws a mark. Discs for Rust and squares for Python can be told apart
    /// in black and white, too.
    pub fn mark(&mut self, colour: Colour, (x, y): Spot) {
        if colour == Colour::Python {
            return self.fill(&[(x - 5.0, y - 5.0, x + 5.0, y + 5.0)], colour);
        }
        let (class, fill) = (colour.class(), colour.light());
        let (x, y) = (short(x), short(y));
        self.add(&format!(
            "<circle class=\"{class}\" fill=\"{fill}\" cx=\"{x}\" cy=\"{y}\" \
             r=\"6\"/>"
        ));
    }

    /// Draws the grid of two axes, and labels those that have a formatter.
    pub fn grid(&mut self, across: &Axis, up: &Axis) {
        let ((left, right), (bottom, top)) = (across.span, up.span);
        for value in across.decades() {
            let x = across.at(value);
            self.line(&[(x, bottom), (x, top)], Pen::GRID);
            if let Some(label) = across.label {
                let spot = (x, bottom + 22.0);
                self.write(&label(value), spot, Font::TEXT.middle());
            }
        }
        for value in up.decades() {
            let y = up.at(value);
            self.line(&[(left, y), (right, y)], Pen::GRID);
            if let Some(label) = up.label {
                let spot = (left - 9.0, y + 5.0);
                self.write(&label(value), spot, Font::TEXT.end());
            }
        }
        self.line(&[(left, top), (left, bottom), (right, bottom)], Pen::AXIS);
    }

    /// The SVG.
    pub fn finish(&self) -> String {
        let Self { title, description, height, body, .. } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" \
             role=\"img\" width=\"{WIDTH}\" height=\"{height}\" \
             viewBox=\"0 0 {WIDTH} {height}\" font-family=\"{FAMILY}\">\n\
             <title>{}</title>\n<desc>{}</desc>\n<style>{}</style>\n\
             {body}</svg>\n",
            escaped(title),
            escaped(description),
            style()
        )
    }

    fn add(&mut self, element: &str) {
        self.body += element;
        self.body.push('\n');
    }
}

/// A logarithmic axis. Its label is written at each decade.
pub struct Axis {
    range: Range<f64>,
    span: (f64, f64),
    label: Option<fn(f64) -> String>,
}

impl Axis {
    /// An axis for a range of values, from one coordinate to another.
    pub fn new(range: Range<f64>, span: (f64, f64)) -> Self {
        Self { range, span, label: None }
    }

    /// The same, with labels.
    pub fn labelled(self, label: fn(f64) -> String) -> Self {
        Self { label: Some(label), ..self }
    }

    /// Where a value is.
    pub fn at(&self, value: f64) -> f64 {
        let (low, high) = (self.range.start.log10(), self.range.end.log10());
        let share = (value.log10() - low) / (high - low);
        self.span.0 + (self.span.1 - self.span.0) * share
    }

    /// The coordinate of its least value.
    pub fn at_start(&self) -> f64 {
        self.span.0
    }

    /// The coordinate of its greatest value.
    pub fn at_end(&self) -> f64 {
        self.span.1
    }

    /// The powers of ten in its range.
    fn decades(&self) -> impl Iterator<Item = f64> + use<> {
        let exponent = |value: f64| value.log10().round() as i32;
        let exponents = exponent(self.range.start)..=exponent(self.range.end);
        exponents.map(|exponent| 10f64.powi(exponent))
    }
}

/// Nanoseconds on an axis.
pub fn time_label(nanoseconds: f64) -> String {
    scaled(nanoseconds, &["ns", "µs", "ms", "s"])
}

/// Bytes on an axis.
pub fn bytes_label(bytes: f64) -> String {
    scaled(bytes, &["B", "kB", "MB", "GB"])
}

/// The range of a logarithmic axis: whole decades around the values.
pub fn decades(values: impl Iterator<Item = f64>) -> Range<f64> {
    let (mut low, mut high) = (f64::INFINITY, 0.0_f64);
    for value in values.filter(|value| *value > 0.0) {
        low = low.min(value);
        high = high.max(value);
    }
    let (low, high) = (low.log10().floor(), high.log10().ceil());
    // If all values are the same power of ten, the range would be empty.
    10f64.powf(low)..10f64.powf(high.max(low + 1.0))
}

/// An attribute, unless it is the default.
fn attribute(name: &str, opacity: f64) -> String {
    if opacity < 1.0 { format!(" {name}=\"{opacity}\"") } else { String::new() }
}

/// One digit after the point, and none that means nothing.
fn short(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// A text without what means something in XML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_have_units() {
        assert_eq!(time_label(1000.0), "1 µs");
        assert_eq!(bytes_label(1e7), "10 MB");
        assert_eq!(decades([50.0, 2_000.0].into_iter()), 10.0..10_000.0);
        assert_eq!(decades([10.0].into_iter()), 10.0..100.0);
    }

    #[test]
    fn a_decade_has_one_length() {
        let axis = Axis::new(10.0..1000.0, (300.0, 100.0));
        assert_eq!(Vec::from_iter(axis.decades()), [10.0, 100.0, 1000.0]);
        let spots = [10.0, 100.0, 1000.0].map(|value| axis.at(value));
        assert_eq!(spots, [300.0, 200.0, 100.0]);
    }

    /// The contrast of two colours, as the guidelines for the Web define it.
    fn contrast(a: &str, b: &str) -> f64 {
        let luminance = |colour: &str| {
            let part = |at: usize| {
                let part = u8::from_str_radix(&colour[at..at + 2], 16).unwrap();
                let part = f64::from(part) / 255.0;
                match part {
                    ..0.04045 => part / 12.92,
                    _ => ((part + 0.055) / 1.055).powf(2.4),
                }
            };
            0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
        };
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        (a / b).max(b / a)
    }

    #[test]
    fn each_colour_is_legible_in_both_themes() {
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
        for colour in Colour::ALL {
            // Paper, then a viewer's dark page and the book's dark themes.
            for (paper, shade) in [
                ("#ffffff", colour.light()),
                ("#1b1b1b", colour.dark()),
                ("#161923", colour.dark()),
                ("#141617", colour.dark()),
            ] {
                let contrast = contrast(paper, shade);
                assert!(contrast >= 4.5, "{shade} on {paper}: {contrast}");
            }
        }
    }

    #[test]
    fn a_theme_can_set_each_colour() {
        let svg = Canvas::new("a < b", "a day", 100.0).finish();
        for colour in Colour::ALL {
            for shade in [colour.light(), colour.dark()] {
                let rule = format!("var({},{shade})", colour.variable());
                assert_eq!(svg.matches(&rule).count(), 2, "{rule}");
            }
        }
        assert!(svg.contains("<title>a &lt; b</title>"), "{svg}");
        assert!(svg.contains("<desc>Measured on a day.</desc>"), "{svg}");
    }
}
