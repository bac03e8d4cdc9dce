//! The pages: where they are, how long they are, and how long they take.

/// A page that the site serves.
#[derive(Clone, Copy)]
pub struct Page {
    pub path: &'static str,
    /// In characters.
    pub length: usize,
    /// How long the answer takes, in article seconds.
    pub delay: f64,
}

const fn page(path: &'static str, length: usize, delay: f64) -> Page {
    Page { path, length, delay }
}

/// P2.3 and P2.4, with the lengths of the article's own run, which took 1.58 s
/// for the three in turn: half a second each.
pub const FETCH_URLS: [Page; 3] = [
    page("/python", 7699, 0.5),
    page("/rust", 20875, 0.5),
    page("/concurrency", 19252, 0.5),
];

/// P4.5 and P4.6; the article prints no lengths. There are 240 downloads, so
/// they are quicker.
pub const DOWNLOAD_SITES: [Page; 3] = [
    page("/news", 11213, 0.05),
    page("/docs", 18904, 0.05),
    page("/wiki", 15467, 0.05),
];

/// A page of two bytes a character: it tells a count of characters from one
/// of bytes.
pub const ACCENTS: Page = page("/accents", 100, 0.5);

/// All pages, and their texts.
pub fn all() -> Vec<(Page, String)> {
    let ascii = [FETCH_URLS, DOWNLOAD_SITES].concat();
    let mut pages: Vec<_> =
        ascii.into_iter().map(|page| (page, write(page))).collect();
    pages.push((ACCENTS, "é".repeat(ACCENTS.length)));
    pages
}

/// Writes a page: HTML of exactly the length it should have, in ASCII.
fn write(page: Page) -> String {
    let Page { path, length, .. } = page;
    let title = path.trim_start_matches('/');
    let head = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <title>{title}</title>\n<h1>{title}</h1>\n<p>\n"
    );
    let foot = "\n</p>\n</html>\n";
    let text = "While one waits for a page, another one can be on its way.\n";
    let rest = length - head.len() - foot.len();
    let body: String = text.chars().cycle().take(rest).collect();
    head + &body + foot
}
