//! The plots, a module for each.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::report::Report;
use paint::Canvas;

mod curves;
mod labels;
mod paint;
mod price_map;
mod waterfall;

/// Draws a plot, if the report has figures for it.
type Draw = fn(&Report) -> Option<Canvas>;

const PLOTS: [(&str, Draw); 3] = [
    ("price-map.svg", price_map::draw),
    ("curves.svg", curves::draw),
    ("waterfall.svg", waterfall::draw),
];

/// Draws each plot for which the report has figures.
pub fn draw_all(folder: &Path, report: &Report) -> Result<()> {
    for (name, draw) in PLOTS {
        if let Some(canvas) = draw(report) {
            fs::write(folder.join(name), canvas.finish())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Measure;
    use crate::report::tests::{builds, example, recorded};
    use paint::{WIDTH, overlap};

    #[test]
    fn a_plot_is_drawn_if_it_has_figures() {
        let folder = tempfile::tempdir().unwrap();
        draw_all(folder.path(), &builds(15.0)).unwrap();
        assert_eq!(folder.path().read_dir().unwrap().count(), 0);
        draw_all(folder.path(), &example()).unwrap();
        assert_eq!(folder.path().read_dir().unwrap().count(), 3);
    }

    #[test]
    fn the_plots_name_each_unit_and_each_model() {
        let report = recorded();
        let [map, _, waterfall] =
            PLOTS.map(|(_, draw)| draw(&report).unwrap().finish());
        let memory = report.figures.iter();
        let memory = memory.filter(|it| it.key.measure == Measure::Memory);
        for unit in memory.map(|figure| &figure.key.subject) {
            assert!(map.contains(&format!(">{unit}</text>")), "{unit}");
        }
        for timeline in &report.waterfall {
            assert!(waterfall.contains(&timeline.name));
        }
    }

    #[test]
    fn the_recorded_plots_are_those_of_the_recorded_figures() {
        let report = recorded();
        for (name, draw) in PLOTS {
            let file = crate::report::tests::folder().join(name);
            let recorded = fs::read_to_string(file).unwrap();
            assert!(recorded == draw(&report).unwrap().finish(), "{name}");
        }
    }

    #[test]
    fn no_text_overlaps_another_or_the_edge() {
        for report in [recorded(), example()] {
            for (name, draw) in PLOTS {
                let texts = draw(&report).unwrap().texts;
                for (index, (a, place)) in texts.iter().enumerate() {
                    assert!(place.0 >= 0.0 && place.2 <= WIDTH, "{name}: {a}");
                    for (b, other) in &texts[index + 1..] {
                        let apart = !overlap(place, other);
                        assert!(apart, "{name}: {a}, {b}");
                    }
                }
            }
        }
    }

    #[test]
    fn no_text_is_below_7_points_at_16_cm() {
        for (name, draw) in PLOTS {
            let svg = draw(&recorded()).unwrap().finish();
            let mut sizes = svg.split("font-size=\"").skip(1).peekable();
            assert!(sizes.peek().is_some(), "{name}");
            for size in sizes {
                let (size, _) = size.split_once('"').unwrap();
                let points =
                    16.0 / 2.54 * 72.0 / WIDTH * size.parse::<f64>().unwrap();
                assert!(points >= 7.0, "{name}: {points}");
            }
        }
    }
}
