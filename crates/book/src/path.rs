//! Paths in the tree and in the book, with `/` on every system.

/// Where a link leads, from a file in the folder `folder`; `None` if that is
/// outside of the tree.
pub fn follow(folder: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(link.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The folder of a file, empty at the top.
pub fn folder(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The link from one page to another.
pub fn link(from: &str, to: &str) -> String {
    let from: Vec<_> =
        folder(from).split('/').filter(|it| !it.is_empty()).collect();
    let to: Vec<_> = to.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let ups = from[shared..].iter().map(|_| "..");
    let parts: Vec<_> = ups.chain(to[shared..].iter().copied()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_followed_within_the_tree() {
        let follow = |link| follow("docs/src", link);
        assert_eq!(follow("../../README.md").unwrap(), "README.md");
        assert_eq!(follow("./costs.md").unwrap(), "docs/src/costs.md");
        assert_eq!(follow("../../../secret"), None);
    }

    #[test]
    fn a_link_leads_from_page_to_page() {
        assert_eq!(link("a.md", "b.md"), "b.md");
        assert_eq!(link("a.md", "02/b.md#c"), "02/b.md#c");
        assert_eq!(link("02/a.md", "02/b.md"), "b.md");
        assert_eq!(link("02/a.md", "03/b.md"), "../03/b.md");
        assert_eq!(link("files/x/a.md", "b.md"), "../../b.md");
    }
}
