//! Labels that do not overlap.

use anyhow::Result;
use plotters::element::PathElement;
use plotters::style::Color;

use super::paint::{Area, GREY, colour, font, write};

/// A rectangle in pixels: left, top, right, bottom.
type Place = (i32, i32, i32, i32);

const SIZE: u32 = 15;

/// The rectangles that are taken.
pub struct Labels {
    frame: Place,
    taken: Vec<Place>,
}

impl Labels {
    /// Starts with no labels; all must stay within a frame.
    pub fn within(frame: Place) -> Self {
        Self { frame, taken: Vec::new() }
    }

    /// Keeps a mark free of labels.
    pub fn avoid(&mut self, (x, y): (i32, i32)) {
        self.taken.push((x - 7, y - 7, x + 7, y + 7));
    }

    /// Keeps a rectangle free of labels.
    pub fn avoid_all_of(&mut self, place: Place) {
        self.taken.push(place);
    }

    /// Writes a label near a mark, where there is room.
    pub fn place(
        &mut self,
        area: &Area<'_>,
        text: &str,
        (x, y): (i32, i32),
    ) -> Result<()> {
        // A generous estimate, because the reader's font isn't known.
        let width = i32::try_from(text.chars().count())? * 8 + 4;
        let candidates = (0..6).flat_map(|far| {
            let (dx, dy) = (11 + 4 * far, 10 + 9 * far);
            [
                (x + dx, y - 9),
                (x - dx - width, y - 9),
                (x - width / 2, y - dy - 18),
                (x - width / 2, y + dy),
                (x + dx - 4, y - dy - 10),
                (x + dx - 4, y + dy - 6),
                (x - dx + 4 - width, y - dy - 10),
                (x - dx + 4 - width, y + dy - 6),
            ]
        });
        let boxes = candidates.map(|(x, y)| (x, y, x + width, y + 18));
        let mut free = boxes.filter(|place| self.is_free(place));
        let place = free.next().unwrap_or((x + 11, y - 9, x + width, y + 9));
        drop(free);
        self.taken.push(place);
        let style = font(SIZE).color(&colour(text));
        write(area, text, (place.0, place.1 + 1), style)
    }

    fn is_free(&self, place: &Place) -> bool {
        let frame = self.frame;
        let inside = place.0 >= frame.0
            && place.1 >= frame.1
            && place.2 <= frame.2
            && place.3 <= frame.3;
        let apart = |other: &Place| {
            place.2 <= other.0
                || place.0 >= other.2
                || place.3 <= other.1
                || place.1 >= other.3
        };
        inside && self.taken.iter().all(apart)
    }
}

/// Writes the labels of lines in a column, each near the height of its line's
/// end, and draws a thin line from there.
pub fn column(
    area: &Area<'_>,
    left: i32,
    mut ends: Vec<(&str, (i32, i32))>,
) -> Result<()> {
    ends.sort_by_key(|(_, (_, y))| *y);
    let mut free = i32::MIN;
    let heights = ends.iter().map(|(_, (_, y))| {
        free = free.max(*y) + 19;
        free - 19
    });
    let mut heights: Vec<_> = heights.collect();
    // Labels are only pushed down; moving all up again halves the distances.
    let push = heights.iter().zip(&ends).map(|(height, end)| height - end.1.1);
    let shift = push.max().unwrap_or(0) / 2;
    heights.iter_mut().for_each(|height| *height -= shift);
    for ((text, (x, y)), height) in ends.into_iter().zip(heights) {
        let leader = vec![(x + 9, y), (left - 5, height)];
        area.draw(&PathElement::new(leader, GREY.mix(0.5)))?;
        write(area, text, (left, height - 8), font(SIZE).color(&colour(text)))?;
    }
    Ok(())
}
