//! The price map: the time that a unit takes, against its memory.

use std::path::Path;

use anyhow::Result;
use plotters::prelude::*;

use super::labels::Labels;
use super::paint::{
    FAINT, GREY, INK, bytes_label, decades, font, legend, mark, time_label,
    title, write,
};
use crate::figures::{Figure, Measure, Question};
use crate::report::Report;

/// Draws the map, if any unit has both figures.
pub fn draw(file: &Path, report: &Report) -> Result<()> {
    let prices = prices(&report.figures);
    let run = report.runs_of(&[Question::Swarm]).next();
    let Some(run) = run.filter(|_| !prices.is_empty()) else {
        return Ok(());
    };
    let (width, height) = (960, 660);
    let root = SVGBackend::new(file, (width, height)).into_drawing_area();
    root.fill(&WHITE)?;
    let sentence = "Units that take longer to create also take more memory";
    title(&root, sentence, &report.source(SOURCES))?;

    let memory = run.machine.memory;
    let fits = [1e5, 1e6].map(|count| memory / count);
    let widths = prices.iter().map(|price| price.memory).chain(fits);
    let heights = prices.iter().map(|price| price.time);
    let mut chart = ChartBuilder::on(&root)
        .margin(20)
        .margin_top(82)
        .x_label_area_size(58)
        .y_label_area_size(84)
        .build_cartesian_2d(
            decades(widths).log_scale(),
            decades(heights).log_scale(),
        )?;
    chart
        .configure_mesh()
        .bold_line_style(FAINT)
        .light_line_style(TRANSPARENT)
        .axis_style(GREY)
        .label_style(font(15).color(&INK))
        .axis_desc_style(font(16).color(&INK))
        .x_desc("memory of one waiting unit, kernel memory included")
        .y_desc("time to create and finish one unit")
        .x_label_formatter(&bytes_label)
        .y_label_formatter(&time_label)
        .draw()?;

    let (right, bottom) = (i32::try_from(width)?, i32::try_from(height)?);
    let mut labels = Labels::within((106, 106, right - 22, bottom - 84));
    for (fit, words) in fits.into_iter().zip(["100,000 fit", "a million fit"]) {
        let (x, _) = chart.backend_coord(&(fit, 1e3));
        labels.avoid_all_of((x - 3, 84, x + 3, bottom - 79));
        for dash in (84..bottom - 79).step_by(9) {
            let dash = vec![(x, dash), (x, dash + 4)];
            root.draw(&PathElement::new(dash, GREY))?;
        }
        let style = font(14).color(&GREY);
        let text_width = 7 * i32::try_from(words.len())?;
        write(&root, words, (x - text_width - 6, 86), style)?;
    }
    let spot =
        |price: &Price<'_>| chart.backend_coord(&(price.memory, price.time));
    for price in &prices {
        labels.avoid(spot(price));
        mark(&root, price.unit, spot(price))?;
    }
    for price in &prices {
        labels.place(&root, price.unit, spot(price))?;
    }
    legend(&root, (124, bottom - 100))?;
    root.present()?;
    Ok(())
}

const SOURCES: &[Question] = &[Question::Units, Question::Swarm];

struct Price<'a> {
    unit: &'a str,
    time: f64,
    memory: f64,
}

/// The units with both figures. Memory is taken from the largest swarm, because
/// in a small one the first unit's share of it is large.
fn prices(figures: &[Figure]) -> Vec<Price<'_>> {
    let create = |f: &&Figure| f.key.measure == Measure::Create;
    let price = |created: &'_ Figure| {
        let unit = created.key.subject.as_str();
        let same = |f: &&Figure| {
            f.key.measure == Measure::Memory && f.key.subject == unit
        };
        let swarms = figures.iter().filter(same);
        let largest = swarms.max_by_key(|figure| figure.key.size)?;
        Some((created.median, largest.median))
    };
    let mut prices = Vec::new();
    for created in figures.iter().filter(create) {
        if let Some((time, memory)) = price(created) {
            let unit = created.key.subject.as_str();
            prices.push(Price { unit, time, memory });
        }
    }
    prices
}
