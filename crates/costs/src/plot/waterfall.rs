//! The waterfall: the same requests in three models, on one time axis.

use std::path::Path;

use anyhow::Result;
use plotters::prelude::*;

use super::{FAINT, GREY, INK, RUST, font, title, write};
use crate::probe::waterfall::Fall;
use crate::report::Report;

/// The height of a model's band, and of the gap above it.
const BAND: i32 = 240;
const GAP: i32 = 36;

/// Draws it, if there were requests.
pub fn draw(file: &Path, report: &Report) -> Result<()> {
    let falls = &report.waterfall;
    let Some(most) = falls.iter().map(|fall| fall.requests.len()).max() else {
        return Ok(());
    };
    let bands = i32::try_from(falls.len())?;
    let (width, height) = (960, 96 + bands * (BAND + GAP) + 60);
    let size = (width, u32::try_from(height)?);
    let root = SVGBackend::new(file, size).into_drawing_area();
    root.fill(&WHITE)?;
    let sentence = format!(
        "{most} requests of 50 ms each take as long as their model lets them"
    );
    title(&root, &sentence, report)?;

    let longest = falls.iter().map(end).fold(0.0, f64::max);
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
    for (band, fall) in (0i32..).zip(falls) {
        let top = 92 + band * (BAND + GAP) + GAP;
        let words = format!("{}: {:.2} s", fall.name, end(fall));
        write(&root, &words, (44, top - 24), font(17).color(&INK))?;
        let line = vec![(x(0.0), top + BAND), (x(longest), top + BAND)];
        root.draw(&PathElement::new(line, GREY))?;
        for (number, &(start, end)) in fall.requests.iter().enumerate() {
            let y = |n: usize| top + BAND * n as i32 / most as i32;
            // Neighbours differ in their shade, so that each can be seen.
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

/// When the last request of a model had its answer.
fn end(fall: &Fall) -> f64 {
    fall.requests.iter().map(|request| request.1).fold(0.0, f64::max)
}
