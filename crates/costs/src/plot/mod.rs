//! The plots, a module for each.

use std::path::Path;

use anyhow::Result;

use crate::report::Report;

mod curves;
mod labels;
mod paint;
mod price_map;
mod waterfall;

/// Draws each plot for which the report has figures.
pub fn draw_all(folder: &Path, report: &Report) -> Result<()> {
    price_map::draw(&folder.join("price-map.svg"), report)?;
    curves::draw(&folder.join("curves.svg"), report)?;
    waterfall::draw(&folder.join("waterfall.svg"), report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{Figure, Question};

    #[test]
    fn the_plots_name_each_unit_and_each_model() {
        let report = crate::report::tests::example();
        let folder = tempfile::tempdir().unwrap();
        draw_all(folder.path(), &report).unwrap();
        let read =
            |name| std::fs::read_to_string(folder.path().join(name)).unwrap();
        let units = [Question::Units, Question::Swarm];
        let is_unit = |it: &&Figure| units.contains(&it.key.measure.question());
        for figure in report.figures.iter().filter(is_unit) {
            let unit = &figure.key.subject;
            assert!(read("price-map.svg").contains(unit), "{unit}");
            assert!(read("curves.svg").contains(unit), "{unit}");
        }
        for timeline in &report.waterfall {
            assert!(read("waterfall.svg").contains(&timeline.name));
        }
    }
}
