//! Memory and time against the number of units.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use plotters::prelude::*;

use super::labels;
use super::paint::{
    Area, FAINT, GREY, INK, bytes_label, colour, decades, font, legend, mark,
    time_label, title, write,
};
use crate::figures::{Figure, Measure, Question};
use crate::measure::swarm_seconds;
use crate::report::Report;
use crate::table::thousands;

/// The points of each unit: how many, and the cost of all together.
type Lines<'a> = BTreeMap<&'a str, Vec<(f64, f64)>>;

const SIZE: (u32, u32) = (1240, 640);

/// Draws the curves, if there are figures of swarms.
pub fn draw(file: &Path, report: &Report) -> Result<()> {
    let memory = lines(&report.figures, Measure::Memory, |count, each| {
        count as f64 * each
    });
    let time = lines(&report.figures, Measure::Swarm, |count, ratio| {
        (ratio - 1.0) * swarm_seconds(count) as f64 * 1e9
    });
    if memory.is_empty() || time.is_empty() {
        return Ok(());
    }
    let root = SVGBackend::new(file, SIZE).into_drawing_area();
    root.fill(&WHITE)?;
    let sentence = "Waiting units cost memory and time, and tasks cost least";
    title(&root, sentence, &report.source(&[Question::Swarm]))?;
    legend(&root, (1080, 40))?;
    let half = i32::try_from(SIZE.0 / 2)?;
    panel(&root, 0, "memory of all waiting units", &memory, &bytes_label)?;
    panel(&root, half, "time beyond the wait itself", &time, &time_label)?;
    root.present()?;
    Ok(())
}

fn panel(
    root: &Area<'_>,
    left: i32,
    heading: &str,
    lines: &Lines<'_>,
    label: &dyn Fn(&f64) -> String,
) -> Result<()> {
    write(root, heading, (left + 86, 80), font(17).color(&INK))?;
    let points = || lines.values().flatten();
    // Leaves room for the labels, to the right of the lines.
    let counts = decades(points().map(|point| point.0));
    let counts = counts.start..counts.end * 60.0;
    let most = points().map(|point| point.0).fold(0.0, f64::max);
    let mut chart = ChartBuilder::on(root)
        .margin(20)
        .margin_top(106)
        .margin_left(left + 10)
        .margin_right(i32::try_from(SIZE.0 / 2)? - left + 14)
        .x_label_area_size(56)
        .y_label_area_size(74)
        .build_cartesian_2d(
            counts.log_scale(),
            decades(points().map(|point| point.1)).log_scale(),
        )?;
    chart
        .configure_mesh()
        .bold_line_style(FAINT)
        .light_line_style(TRANSPARENT)
        .axis_style(GREY)
        .label_style(font(14).color(&INK))
        .axis_desc_style(font(16).color(&INK))
        .x_desc("units that wait at the same time")
        .x_label_formatter(&|&count| {
            let shown = count <= most;
            if shown { thousands(count as u64) } else { String::new() }
        })
        .y_label_formatter(label)
        .draw()?;

    let right = left + i32::try_from(SIZE.0 / 2)? - 16;
    let mut ends = Vec::new();
    for (unit, points) in lines {
        let spots = points.iter().map(|point| chart.backend_coord(point));
        let spots: Vec<_> = spots.collect();
        let style = colour(unit).stroke_width(2);
        root.draw(&PathElement::new(spots.clone(), style))?;
        for &spot in &spots {
            mark(root, unit, spot)?;
        }
        ends.extend(spots.last().map(|spot| (*unit, *spot)));
    }
    labels::column(root, right - 118, ends)?;
    Ok(())
}

/// One line for each unit. A swarm that takes no longer than the wait itself
/// can't be shown on a logarithmic axis.
fn lines(
    figures: &[Figure],
    measure: Measure,
    together: impl Fn(u64, f64) -> f64,
) -> Lines<'_> {
    let mut lines = Lines::new();
    for figure in figures.iter().filter(|f| f.key.measure == measure) {
        let count = figure.key.size.unwrap_or(1);
        let sum = together(count, figure.median);
        if sum > 0.0 {
            let line = lines.entry(figure.key.subject.as_str()).or_default();
            line.push((count as f64, sum));
        }
    }
    lines
}
