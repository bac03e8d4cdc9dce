//! The picture: one SVG, legible at 9 cm width.
//!
//! Its unit is a CSS pixel at that width, 0.75 pt. Colours are attributes, as
//! printers and simple viewers need them. On a screen, CSS variables replace
//! them: `--lanes-ink`, `--lanes-paper`, and `--lanes-` with the name of a
//! state.

use std::fmt::Write;

use crate::gist::{self, Gist};
use crate::layout::{
    self, MOST, cells, load, more, running, seconds, shortened, shown, spans,
    summary, ticks, waits_for,
};
use crate::model::{Kind, Mark, Nanos, Run, State};

const WIDTH: f64 = 340.0;
const LEFT: f64 = 82.0;
const RIGHT: f64 = 334.0;
const PLOT: f64 = RIGHT - LEFT;
/// From one lane to the next: 3.4 mm.
const PITCH: f64 = 13.0;
/// 7.05 pt.
const FONT: f64 = 9.4;
/// An average letter of a sans serif.
const LETTER: f64 = 4.9;
/// A core in the band below the lanes.
const CORE: f64 = 7.0;

/// In a lane with more changes of state, short ones are drawn longer.
const MOST_TURNS: usize = 50;

/// No picture is larger, in bytes.
const LARGEST: usize = 40_000;

const STYLE: &str = "\
@media screen{\
.lanes{fill:var(--lanes-ink,#222)}\
.lanes .running{fill:var(--lanes-running,#2a7a3b)}\
.lanes .ready{fill:var(--lanes-ready,#f7c948);stroke:var(--lanes-ink,#222)}\
.lanes .sleeping{fill:var(--lanes-sleeping,#5b8fd0)}\
.lanes .waiting,.lanes .line{stroke:var(--lanes-ink,#222)}\
.lanes .number{stroke:var(--lanes-paper,#fff)}}\
@media screen and (prefers-color-scheme:dark){\
.lanes{fill:var(--lanes-ink,#ddd)}\
.lanes .running{fill:var(--lanes-running,#4fae62)}\
.lanes .ready{fill:var(--lanes-ready,#f7d774);stroke:none}\
.lanes .sleeping{fill:var(--lanes-sleeping,#6a9be0)}\
.lanes .waiting,.lanes .line{stroke:var(--lanes-ink,#ddd)}\
.lanes .number{stroke:var(--lanes-paper,#1b1b1b)}}";

/// Draws the run.
pub fn svg(run: &Run) -> String {
    small_enough(|columns| draw(run, columns))
}

/// Draws several runs one above the other, on one time axis, each with its
/// name. Lanes have no names here, and lines no numbers.
pub fn strip(title: &str, rows: &[(String, &Run)]) -> String {
    small_enough(|columns| draw_strip(title, rows, columns))
}

/// Where turns are so short that the picture would be too large, they are drawn
/// longer, and fewer.
fn small_enough(draw: impl Fn(usize) -> String) -> String {
    let mut columns = PLOT as usize * 2;
    loop {
        let picture = draw(columns);
        if picture.len() <= LARGEST || columns <= 16 {
            return picture;
        }
        columns /= 2;
    }
}

fn draw(run: &Run, columns: usize) -> String {
    let mut picture = Picture {
        run,
        columns,
        span: run.end,
        scale: 1.0,
        y: 16.0,
        body: String::new(),
    };
    picture.text(0.0, 10.0, "", &shortened(&run.title, 66));
    if let Some(second) = run.second {
        let length = run.end as f64 / second.max(1) as f64;
        picture.axis_above(length);
    }
    picture.lanes();
    picture.cores();
    picture.axis_below("real s", seconds(run.end));
    picture.legend(&["running", "ready", "sleeping", "waiting", "line"]);
    picture.lines();
    for note in &run.notes {
        picture.y += PITCH;
        picture.text(0.0, picture.y, "", &format!("Note: {note}."));
    }
    finish(&picture.body, picture.y, &run.title, &described(run), &[run])
}

fn draw_strip(title: &str, rows: &[(String, &Run)], columns: usize) -> String {
    // The longest decides, and all have the same second.
    let Some((_, longest)) = rows.iter().max_by_key(|(_, run)| run.end) else {
        return String::new();
    };
    let mut picture = Picture {
        run: longest,
        columns,
        span: longest.end,
        scale: 0.65,
        y: 4.0,
        body: String::new(),
    };
    let mut description = String::new();
    for (name, run) in rows {
        let middle = picture.y + picture.pitch() * 0.5;
        picture.text(0.0, middle + 3.4, "", &shortened(name, 16));
        picture.run = run;
        picture.lanes();
        picture.y += 2.0;
        description += &format!("{name}: {}\n", described(run));
    }
    picture.run = longest;
    let second = longest.second.unwrap_or(1_000_000_000).max(1);
    let length = longest.end as f64 / second as f64;
    picture.axis_below("articles’ s", length);
    picture.legend(&["running", "sleeping", "waiting", "line"]);
    let runs: Vec<_> = rows.iter().map(|(_, run)| *run).collect();
    finish(&picture.body, picture.y, title, description.trim_end(), &runs)
}

struct Picture<'a> {
    run: &'a Run,
    columns: usize,
    /// How long the time axis is.
    span: Nanos,
    /// Smaller than 1 in a strip.
    scale: f64,
    /// Where the next part begins.
    y: f64,
    body: String,
}

impl Picture<'_> {
    fn add(&mut self, element: &str) {
        self.body += element;
        self.body.push('\n');
    }

    fn text(&mut self, x: f64, y: f64, attributes: &str, text: &str) {
        let text = escaped(text);
        let x = short(x);
        let y = short(y);
        self.add(&format!(
            "<text x=\"{x}\" y=\"{y}\"{attributes}>{text}</text>"
        ));
    }

    fn x(&self, at: f64) -> f64 {
        LEFT + PLOT * at / self.span.max(1) as f64
    }

    fn pitch(&self) -> f64 {
        PITCH * self.scale
    }

    fn is_strip(&self) -> bool {
        self.scale < 1.0
    }

    /// The articles' seconds.
    fn axis_above(&mut self, length: f64) {
        self.y += 8.0;
        let y = self.y;
        self.text(0.0, y, "", "articles’ s");
        for (at, label) in ticks(length, 6.0) {
            let x = LEFT + PLOT * at / length.max(1e-9);
            self.label(x, y, &label);
        }
        self.y += 3.0;
        self.rule(length, self.y, 3.0);
        self.y += 3.0;
    }

    fn axis_below(&mut self, unit: &str, length: f64) {
        self.rule(length, self.y, 3.0);
        self.y += 11.0;
        let y = self.y;
        self.text(0.0, y, "", unit);
        for (at, label) in ticks(length, 6.0) {
            let x = LEFT + PLOT * at / length.max(1e-9);
            self.label(x, y, &label);
        }
        self.y += 3.0;
    }

    fn label(&mut self, x: f64, y: f64, label: &str) {
        let anchor = match x {
            x if x > RIGHT - 8.0 => " text-anchor=\"end\"",
            x if x > LEFT => " text-anchor=\"middle\"",
            _ => "",
        };
        self.text(x, y, anchor, label);
    }

    fn rule(&mut self, length: f64, y: f64, height: f64) {
        let mut path = format!("M{LEFT} {}h{PLOT}", short(y));
        for (at, _) in ticks(length, 6.0) {
            let x = short(LEFT + PLOT * at / length.max(1e-9));
            write!(path, "M{x} {}v{height}", short(y)).unwrap_or_default();
        }
        self.path("line", " stroke-width=\".6\"", &path);
    }

    fn path(&mut self, class: &str, attributes: &str, path: &str) {
        if path.is_empty() {
            return;
        }
        let colour = match class {
            "running" => "fill=\"#2a7a3b\"",
            "ready" => "fill=\"#f7c948\" stroke=\"#222\" stroke-width=\".5\"",
            "sleeping" => "fill=\"#5b8fd0\"",
            "waiting" => "fill=\"none\" stroke=\"#222\" stroke-width=\".8\"",
            _ => "fill=\"none\" stroke=\"#222\"",
        };
        self.add(&format!(
            "<path class=\"{class}\" {colour}{attributes} d=\"{path}\"/>"
        ));
    }

    fn lanes(&mut self) {
        let run = self.run;
        let (top, pitch) = (self.y, self.pitch());
        let middle = |index: usize| top + (index as f64 + 0.5) * pitch;
        let mut births = String::new();
        for (index, lane) in shown(run).iter().enumerate() {
            if let Some(parent) = lane.parent {
                let x = short(self.x(lane.begin as f64));
                let (from, to) = (short(middle(parent)), short(middle(index)));
                write!(births, "M{x} {from}V{to}").unwrap_or_default();
            }
        }
        let dashed = " stroke-width=\".7\" stroke-dasharray=\"2 2\"";
        self.path("line", dashed, &births);
        for (index, lane) in shown(run).iter().enumerate() {
            let y = middle(index);
            let style = match lane.kind {
                Kind::Process => " font-weight=\"bold\"",
                Kind::Thread => "",
                Kind::Task => " font-style=\"italic\"",
            };
            if !self.is_strip() {
                self.text(0.0, y + 3.4, style, &shortened(&lane.name, 14));
            }
            self.add(&format!("<g><title>{}</title>", escaped(&summary(lane))));
            self.states(index, y);
            self.add("</g>");
        }
        self.y = top + shown(run).len() as f64 * pitch;
        // Numbers come last, and nothing covers them.
        for index in 0..shown(run).len() {
            self.marks(index, middle(index));
        }
        if let Some(more) = more(run.lanes.len()) {
            self.y += PITCH;
            self.text(0.0, self.y - 3.0, "", &more);
        }
        self.y += 3.0 * self.scale;
    }

    /// One lane: each state has its height.
    fn states(&mut self, index: usize, y: f64) {
        let lane = &self.run.lanes[index];
        let mut paths = [const { String::new() }; 5];
        let mut words = Vec::new();
        if lane.segments.is_empty() {
            let x = self.x(lane.begin as f64);
            let length = short(self.x(lane.end as f64) - x);
            let dotted = " stroke-width=\"2\" stroke-dasharray=\"1 2\"";
            let path = format!("M{} {}h{length}", short(x), short(y));
            return self.path("line", dotted, &path);
        }
        let mut columns = self.columns;
        let mut spans = spans(&cells(lane, self.span, columns));
        while spans.len() > MOST_TURNS && columns > 2 * MOST_TURNS {
            columns /= 2;
            spans = layout::spans(&cells(lane, self.span, columns));
        }
        let column = |column| LEFT + PLOT * column as f64 / columns as f64;
        for (state, from, to) in spans {
            let (x, end) = (column(from), column(to));
            let length = short(end - x);
            let (path, height) = match state {
                State::Running => (0, 9.0),
                State::Ready if end - x >= 2.0 => (1, 8.0),
                State::Ready => (2, 8.0),
                State::Sleeping => (3, 4.0),
                State::Waiting(_) => (4, 0.0),
            };
            let height = height * self.scale;
            let (x, top) = (short(x), short(y - height / 2.0));
            let path = &mut paths[path];
            let height = short(height);
            let added = match state {
                State::Waiting(_) => write!(path, "M{x} {top}h{length}"),
                _ => write!(path, "M{x} {top}h{length}v{height}h-{length}z"),
            };
            added.unwrap_or_default();
            words.extend(self.word(index, state, column(from), column(to)));
        }
        // Narrow ones have no outline: it would hide them.
        let classes = ["running", "ready", "ready", "sleeping", "waiting"];
        let widths = ["", "", " stroke-opacity=\"0\"", "", ""];
        for ((class, width), path) in classes.iter().zip(widths).zip(&paths) {
            self.path(class, width, path);
        }
        for (x, word) in words {
            self.number(x, y + 3.2, " text-anchor=\"middle\"", word);
        }
    }

    /// What a lane waits for, where there is room for the word.
    fn word(
        &self,
        lane: usize,
        state: State,
        from: f64,
        to: f64,
    ) -> Option<(f64, &'static str)> {
        let word = waits_for(state).filter(|_| !self.is_strip())?;
        let middle = (from + to) / 2.0;
        let half = word.len() as f64 * LETTER / 2.0 + 4.0;
        let is_free = |x: f64| x + 14.0 < middle - half || x > middle + half;
        let marks = self.marks_of(lane);
        let has_room = to - from > 2.0 * half
            && marks.iter().all(|(_, it)| is_free(self.x(it.at as f64)))
            && self.run.lanes.iter().take(MOST).all(|it| {
                let x = self.x(it.begin as f64);
                x < middle - half || x > middle + half
            });
        has_room.then_some((middle, word))
    }

    /// A text that may lie on a bar.
    fn number(&mut self, x: f64, y: f64, attributes: &str, text: &str) {
        let halo = " class=\"number\" stroke=\"#fff\" stroke-width=\"2.4\" \
                    stroke-linejoin=\"round\" paint-order=\"stroke\"";
        self.text(x, y, &format!("{halo}{attributes}"), text);
    }

    fn marks_of(&self, lane: usize) -> Vec<(usize, &Mark)> {
        let marks = self.run.marks.iter().take(MOST).enumerate();
        marks.filter(|(_, it)| it.lane == lane).collect()
    }

    /// The numbers of the lines that a lane printed; those that are too close
    /// together share a label.
    fn marks(&mut self, lane: usize, y: f64) {
        let mut ticks = String::new();
        let mut labels: Vec<(f64, Vec<usize>)> = Vec::new();
        let mut last = f64::MIN;
        for (number, mark) in self.marks_of(lane) {
            let x = self.x(mark.at as f64);
            if x - last >= 0.5 {
                let half = 6.0 * self.scale;
                let (left, top) = (short(x), short(y - half));
                let length = short(2.0 * half);
                write!(ticks, "M{left} {top}v{length}").unwrap_or_default();
                last = x;
            }
            let number = number + 1;
            let (left, _) = place(x, &[number]);
            match labels.last_mut() {
                Some((at, numbers)) if left < place(*at, numbers).1 + 2.0 => {
                    numbers.push(number);
                }
                _ => labels.push((x, vec![number])),
            }
        }
        self.path("line", " stroke-width=\"1\"", &ticks);
        if self.is_strip() {
            return;
        }
        for (x, numbers) in labels {
            let (left, _) = place(x, &numbers);
            self.number(left, y + 3.2, "", &ranges(&numbers));
        }
    }

    /// How many lanes run, and how many are ready, above the cores' line.
    fn cores(&mut self) {
        // What is known only at the scheduler's ticks needs wide columns.
        let columns = (seconds(self.run.end) / 0.008) as usize;
        let columns = columns.clamp(16, self.columns.clamp(16, 129));
        let running = running(self.run, columns);
        let ready = load(self.run, State::Ready, columns);
        let sums: Vec<_> =
            running.iter().zip(&ready).map(|(a, b)| a + b).collect();
        let cores = self.run.cores as f64;
        // Many that are ready would leave no room for those that run.
        let most = sums.iter().copied().fold(cores, f64::max);
        let most = most.min(2.0 * cores).min(cores + 4.0);
        let core = CORE.min(40.0 / most);
        let floor = self.y + most * core + 2.0;
        let column = PLOT / columns as f64;
        let area = |heights: &[f64]| {
            let mut path = String::new();
            let mut last = 0.0;
            for (index, height) in heights.iter().enumerate() {
                let height = (height.min(most) * core * 5.0).round() / 5.0;
                if height != last {
                    let x = short(LEFT + index as f64 * column);
                    let y = short(floor - height);
                    let start = match path.is_empty() {
                        true => format!("M{x} {}", short(floor)),
                        false => format!("H{x}"),
                    };
                    path += &format!("{start}V{y}");
                    last = height;
                }
            }
            if !path.is_empty() {
                path += &format!("H{RIGHT}V{}z", short(floor));
            }
            path
        };
        self.path("ready", "", &area(&sums));
        self.path("running", "", &area(&running));
        let line = short(floor - cores * core);
        let dotted = " stroke-width=\".7\" stroke-dasharray=\"1 2\"";
        self.path("line", dotted, &format!("M{LEFT} {line}h{PLOT}"));
        let label = match self.run.cores {
            1 => "1 core".to_owned(),
            cores => format!("{cores} cores"),
        };
        self.text(0.0, floor - 3.0, "", &label);
        self.y = floor;
    }

    fn legend(&mut self, classes: &[&str]) {
        self.y += PITCH;
        let y = self.y;
        let mut x = 0.0;
        for (class, word, height) in [
            ("running", "running", 9.0),
            ("ready", "ready, no core", 8.0),
            ("sleeping", "sleeping", 4.0),
            ("waiting", "waiting", 0.0),
            ("line", "prints", 12.0),
        ] {
            if !classes.contains(&class) {
                continue;
            }
            let top = short(y - 3.2 - height / 2.0);
            let (path, width) = match class {
                "waiting" => (format!("M{x} {top}h12"), ""),
                "line" => (
                    format!("M{} {top}v{height}", x + 10.0),
                    " stroke-width=\"1\"",
                ),
                _ => (format!("M{x} {top}h12v{height}h-12z"), ""),
            };
            self.path(class, width, &path);
            self.text(x + 15.0, y, "", word);
            x += 26.0 + word.len() as f64 * LETTER;
        }
        self.y += 3.0;
    }

    /// The lines that were printed, with their numbers; in two columns where
    /// they are short.
    fn lines(&mut self) {
        let marks: Vec<_> = self.run.marks.iter().take(MOST).collect();
        let longest = marks.iter().map(|it| it.text.chars().count()).max();
        let two = longest.unwrap_or(0) <= 29 && marks.len() > 4;
        let rows = if two { marks.len().div_ceil(2) } else { marks.len() };
        let most = if two { 29 } else { 62 };
        let top = self.y;
        for (index, mark) in marks.iter().enumerate() {
            let (column, row) = (index / rows, index % rows);
            let x = column as f64 * WIDTH / 2.0 + 14.0;
            let y = top + (row as f64 + 1.0) * 12.0;
            let number = (index + 1).to_string();
            self.text(x - 4.0, y, " text-anchor=\"end\"", &number);
            self.text(x, y, "", &shortened(&mark.text, most));
        }
        self.y = top + rows as f64 * 12.0;
        if let Some(more) = more(self.run.marks.len()) {
            self.y += 12.0;
            self.text(14.0, self.y, "", &more);
        }
    }
}

/// What a reader who does not see the picture should know.
fn described(run: &Run) -> String {
    let mut description = format!(
        "{} lanes on {} cores, {:.3} s, {} lines printed.",
        run.lanes.len(),
        run.cores,
        seconds(run.end),
        run.marks.len()
    );
    for lane in shown(run) {
        description += &format!("\n{}", shortened(&summary(lane), 120));
    }
    description
}

fn finish(
    body: &str,
    y: f64,
    title: &str,
    description: &str,
    runs: &[&Run],
) -> String {
    let height = short(y + 4.0);
    let gists: Vec<_> = runs.iter().map(|run| Gist::of(run)).collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"lanes\" \
         role=\"img\" width=\"{WIDTH}\" height=\"{height}\" \
         viewBox=\"0 0 {WIDTH} {height}\" font-size=\"{FONT}\" \
         font-family=\"'DejaVu Sans Condensed',Arial,Helvetica,\
         sans-serif\" fill=\"#222\">\n\
         <title>{}</title>\n<desc>{}</desc>\n<metadata>{}</metadata>\n\
         <style>{STYLE}</style>\n{body}</svg>\n",
        escaped(title),
        escaped(description),
        escaped(&gist::write(&gists)),
    )
}

/// One digit after the point, and none that means nothing.
fn short(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// Where the label of these numbers begins and ends: to the right of its mark
/// as a rule, but inside the picture.
fn place(mark: f64, numbers: &[usize]) -> (f64, f64) {
    let width = ranges(numbers).chars().count() as f64 * 5.6;
    let left = match mark + 2.0 + width > WIDTH {
        true => mark - 2.0 - width,
        false => mark + 2.0,
    };
    (left, left + width)
}

/// Numbers in ascending order, as `1–3,5`.
fn ranges(numbers: &[usize]) -> String {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for &number in numbers {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => parts.push((number, number)),
        }
    }
    let parts = parts.into_iter().map(|part| match part {
        (from, to) if from == to => from.to_string(),
        (from, to) => format!("{from}–{to}"),
    });
    Vec::from_iter(parts).join(",")
}

/// A text without what means something in XML, or nothing at all.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '\n' => escaped.push('\n'),
            c if c.is_control() => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}
