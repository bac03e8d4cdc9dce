//! The waterfall: the same requests in three models, on one time axis.

use std::path::Path;

use anyhow::Result;
use plotters::prelude::*;

use super::paint::{FAINT, GREY, INK, RUST, font, title, write};
use crate::figures::Question;
use crate::probe::waterfall::Timeline;
use crate::report::Report;

/// The height of a model's band, and of the gap above it.
const BAND: i32 = 240;
const GAP: i32 = 36;

/// Draws the waterfall, if there are timelines.
pub fn draw(file: &Path, report: &Report) -> Result<()> {
    let timelines = &report.waterfall;
    let Some(most) = timelines.iter().map(|it| it.requests.len()).max() else {
        return Ok(());
    };
    let bands = i32::try_from(timelines.len())?;
    let (width, height) = (960, 96 + bands * (BAND + GAP) + 60);
    let size = (width, u32::try_from(height)?);
    let root = SVGBackend::new(file, size).into_drawing_area();
    root.fill(&WHITE)?;
    let sentence = format!(
        "{most} requests of 50 ms each: the model decides how many overlap"
    );
    title(&root, &sentence, &report.source(&[Question::Waterfall]))?;

    let longest = timelines.iter().map(Timeline::end).fold(0.0, f64::max);
    let (left, right) = (40.0, f64::from(width) - 40.0);
    let x = |seconds: f64| {
        (left + (right - left) * seconds / (longest * 1.02)) as i32
    };
    let floor = height - 52;
    for second in 0..=longest as u32 {
        let at = x(f64::from(second));
        root.draw(&PathElement::new(vec![(at, 90), (at, floor)], FAINT))?;
        let style = font(14).color(&INK);
        write(&root, &format!("{second} s"), (at - 8, floor + 8), style)?;
    }
    for (band, timeline) in (0i32..).zip(timelines) {
        let top = 92 + band * (BAND + GAP) + GAP;
        let words = format!("{}: {:.2} s", timeline.name, timeline.end());
        write(&root, &words, (44, top - 24), font(17).color(&INK))?;
        let line = vec![(x(0.0), top + BAND), (x(longest), top + BAND)];
        root.draw(&PathElement::new(line, GREY))?;
        for (number, &(start, end)) in timeline.requests.iter().enumerate() {
            let y = |n: usize| top + BAND * n as i32 / most as i32;
            // Neighbours differ in shade, so that each can be seen.
            let shade = if number % 2 == 0 { 1.0 } else { 0.55 };
            let corners = [
                (x(start), y(number)),
                (x(end).max(x(start) + 1), y(number + 1).max(y(number) + 1)),
            ];
            root.draw(&Rectangle::new(corners, RUST.mix(shade).filled()))?;
        }
    }
    root.present()?;
    Ok(())
}
