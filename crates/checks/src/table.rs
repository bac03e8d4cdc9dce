//! Tables, for a terminal or in Markdown.

use std::fmt::Display;

use comfy_table::presets::{ASCII_MARKDOWN, NOTHING};
use comfy_table::{CellAlignment, ContentArrangement};

/// A table: headings, and rows of as many cells.
pub struct Table {
    table: comfy_table::Table,
    left: usize,
}

impl Table {
    /// A table with these headings. The first `left` columns are aligned to
    /// the left, the others to the right.
    pub fn new<T: Display>(
        headings: impl IntoIterator<Item = T>,
        left: usize,
    ) -> Self {
        let mut table = comfy_table::Table::new();
        let headings = headings.into_iter().map(|it| it.to_string());
        table.set_header(headings);
        table.set_content_arrangement(ContentArrangement::Disabled);
        for (index, column) in table.column_iter_mut().enumerate() {
            column.set_cell_alignment(match index < left {
                true => CellAlignment::Left,
                false => CellAlignment::Right,
            });
        }
        Self { table, left }
    }

    /// Adds a row.
    pub fn row<T: Display>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.table.add_row(cells.into_iter().map(|it| it.to_string()));
    }

    /// The headings and the rows, a line each; columns are two spaces apart.
    pub fn lines(&mut self) -> Vec<String> {
        self.table.load_preset(NOTHING);
        let count = self.table.column_count();
        for (index, column) in self.table.column_iter_mut().enumerate() {
            let gap = if index + 1 == count { 0 } else { 2 };
            column.set_padding((0, gap));
        }
        self.table.lines().map(|line| line.trim_end().to_owned()).collect()
    }

    /// The same as a table of a Markdown page.
    pub fn markdown(&mut self) -> String {
        self.table.load_preset(ASCII_MARKDOWN);
        for column in self.table.column_iter_mut() {
            column.set_padding((1, 1));
        }
        let mut lines: Vec<_> = self.table.lines().collect();
        // The preset does not say which columns are aligned to the right.
        if let Some(rule) = lines.get_mut(1) {
            let columns = rule.trim_matches('|').split('|');
            let columns = columns.enumerate().map(|(index, rule)| {
                let rule = rule.to_owned();
                match rule.strip_suffix('-') {
                    Some(rest) if index >= self.left => format!("{rest}:"),
                    _ => rule,
                }
            });
            *rule = format!("|{}|", columns.collect::<Vec<_>>().join("|"));
        }
        lines.join("\n") + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(["demo", "runs"], 1);
        table.row(["a", "1"]);
        table.row(["bcdef", "300"]);
        table
    }

    #[test]
    fn columns_are_two_spaces_apart_on_a_terminal() {
        assert_eq!(
            table().lines(),
            ["demo   runs", "a         1", "bcdef   300"]
        );
    }

    #[test]
    fn markdown_keeps_the_alignment() {
        assert_eq!(
            table().markdown(),
            "| demo  | runs |\n|-------|-----:|\n\
             | a     |    1 |\n| bcdef |  300 |\n"
        );
    }
}
