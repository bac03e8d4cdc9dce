//! Labels that stay out of each other's way.

use anyhow::Result;
use plotters::style::{Color, RGBColor};

use super::{Area, font, write};

/// A place in pixels: left, top, right, bottom.
type Place = (i32, i32, i32, i32);

const SIZE: u32 = 15;

/// The places that are taken.
pub struct Labels {
    frame: Place,
    taken: Vec<Place>,
}

impl Labels {
    /// Labels that must stay within a frame.
    pub fn within(frame: Place) -> Self {
        Self { frame, taken: Vec::new() }
    }

    /// Keeps a mark free of labels.
    pub fn avoid(&mut self, (x, y): (i32, i32)) {
        self.taken.push((x - 7, y - 7, x + 7, y + 7));
    }

    /// Keeps a place free of labels.
    pub fn avoid_all_of(&mut self, place: Place) {
        self.taken.push(place);
    }

    /// Writes a label beside a mark, where there is room.
    pub fn place(
        &mut self,
        area: &Area<'_>,
        text: &str,
        (x, y): (i32, i32),
        colour: RGBColor,
    ) -> Result<()> {
        // An estimate, a little wide: the reader's font isn't known here.
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
        let style = font(SIZE).color(&colour.mix(1.0));
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
