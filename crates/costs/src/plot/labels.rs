//! Labels that cover nothing.

use super::paint::{Canvas, Colour, Font, Place, Spot, overlap};

/// The rectangles that are taken.
pub struct Labels {
    frame: Place,
    taken: Vec<Place>,
    /// Those that a label covers if there is no room elsewhere.
    soft: Vec<Place>,
}

impl Labels {
    /// Starts with no labels; all must stay within a frame.
    pub fn within(frame: Place) -> Self {
        Self { frame, taken: Vec::new(), soft: Vec::new() }
    }

    /// Keeps a mark free of labels.
    pub fn avoid(&mut self, (x, y): Spot) {
        self.taken.push((x - 8.0, y - 8.0, x + 8.0, y + 8.0));
    }

    /// Keeps a rectangle free of labels.
    pub fn avoid_all_of(&mut self, place: Place) {
        self.taken.push(place);
    }

    /// Keeps a rectangle free of labels that find room elsewhere.
    pub fn avoid_if_possible(&mut self, place: Place) {
        self.soft.push(place);
    }

    /// Keeps a line free of labels.
    pub fn avoid_line(&mut self, spots: &[Spot]) {
        for pair in spots.windows(2) {
            let ((x, y), end) = (pair[0], pair[1]);
            let (dx, dy) = (end.0 - x, end.1 - y);
            let steps = (dx.hypot(dy) / 4.0).ceil().max(1.0);
            for step in 0..=steps as u32 {
                let share = f64::from(step) / steps;
                let (x, y) = (x + dx * share, y + dy * share);
                self.taken.push((x - 2.0, y - 2.0, x + 2.0, y + 2.0));
            }
        }
    }

    /// Writes a label near a mark, where there is room.
    pub fn place(
        &mut self,
        canvas: &mut Canvas,
        text: &str,
        colour: Colour,
        (x, y): Spot,
    ) {
        let font = Font::TEXT.colour(colour);
        let candidates = (0..6).flat_map(|far| {
            let (dx, dy) = (11.0 + 4.0 * f64::from(far), 9.0 * f64::from(far));
            let (side, up, down) = (y + 5.5, y - 13.0 - dy, y + 23.0 + dy);
            [
                ((x + dx, side), font),
                ((x + dx, side - 8.0), font),
                ((x + dx, side - 14.0), font),
                ((x - dx, side), font.end()),
                ((x, up), font.middle()),
                ((x, down), font.middle()),
                ((x + dx - 6.0, up), font),
                ((x + dx - 6.0, down - 4.0), font),
                ((x - dx + 6.0, up), font.end()),
                ((x - dx + 6.0, down - 4.0), font.end()),
            ]
        });
        let place = |(spot, font): &(Spot, Font)| font.place(text, *spot);
        let mut free = candidates.filter(|it| self.is_free(&place(it)));
        let first = free.clone().next();
        let is_clear = |place: Place| {
            !self.soft.iter().any(|other| overlap(&place, other))
        };
        let best = free.find(|it| is_clear(place(it))).or(first);
        // A label that covers something is better than none.
        let (spot, font) = best.unwrap_or(((x + 11.0, y + 5.5), font));
        self.taken.push(font.place(text, spot));
        canvas.write(text, spot, font);
    }

    fn is_free(&self, place: &Place) -> bool {
        let frame = self.frame;
        let inside = place.0 >= frame.0
            && place.1 >= frame.1
            && place.2 <= frame.2
            && place.3 <= frame.3;
        inside && !self.taken.iter().any(|other| overlap(place, other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a label of a mark in the middle comes to be.
    fn place(mut labels: Labels) -> Place {
        let mut canvas = Canvas::new("", "", 200.0);
        labels.avoid((100.0, 100.0));
        labels.place(&mut canvas, "thread", Colour::Rust, (100.0, 100.0));
        canvas.texts.last().unwrap().1
    }

    fn labels() -> Labels {
        Labels::within((0.0, 0.0, 200.0, 200.0))
    }

    #[test]
    fn a_label_is_beside_its_mark() {
        let (left, top, _, bottom) = place(labels());
        assert_eq!(left, 111.0);
        assert!(top < 100.0 && 100.0 < bottom);
    }

    #[test]
    fn a_label_covers_no_line_and_no_other_label() {
        let line = [(100.0, 100.0), (190.0, 60.0)];
        let below = (100.0, 100.0, 200.0, 140.0);
        let mut taken = labels();
        taken.avoid_line(&line);
        taken.avoid_all_of(below);
        let label = place(taken);
        assert!(!overlap(&label, &below));
        // It is to the left of the line, or above it.
        let y = 100.0 - (label.2 - 100.0) * 40.0 / 90.0;
        assert!(label.2 < 100.0 || label.3 < y, "{label:?}");
    }

    #[test]
    fn a_label_leaves_its_place_only_for_another() {
        let right = (110.0, 0.0, 200.0, 200.0);
        let mut elsewhere = labels();
        elsewhere.avoid_if_possible(right);
        assert!(!overlap(&place(elsewhere), &right));
        let mut nowhere = labels();
        nowhere.avoid_if_possible((0.0, 0.0, 200.0, 200.0));
        assert_eq!(place(nowhere), place(labels()));
    }
}
