//! The arguments of an example, and their limits, as `--help` states them.

use anyhow::{Context, Result, ensure};

/// An argument that takes a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// `--times`, or `None` for a value without an option.
    pub option: Option<String>,
    /// Whether it may come several times.
    pub many: bool,
    /// The least and the greatest value, as `--help` puts it; not for URLs.
    pub range: Option<(String, String)>,
}

impl Argument {
    /// Whether it is the one that all examples take.
    pub fn is_second(&self) -> bool {
        self.option.as_deref() == Some("--second")
    }

    /// Whether this may be a good value, or an option.
    pub fn takes(&self, value: &str) -> bool {
        if value == "--" || value.starts_with("-h") {
            return true;
        }
        let Some((least, most)) = &self.range else {
            return value.starts_with("http://");
        };
        // Limits of seconds are fractions; all else is counted.
        let is_whole = value.parse::<i128>().is_ok();
        let number = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
        (is_whole || least.contains('.'))
            && (number(least)..=number(most)).contains(&number(value))
    }
}

/// Reads the arguments in a demo's `--help`.
pub fn arguments(help: &str) -> Result<Vec<Argument>> {
    let lines = help.lines().map(str::trim_start);
    lines.filter_map(|line| argument(line).transpose()).collect()
}

/// Reads a line like `--times <TIMES>  How often: 1 to 1000 [default: 80]`.
fn argument(line: &str) -> Result<Option<Argument>> {
    let option = line.starts_with("--") && line.contains(" <");
    if !option && !line.starts_with('[') {
        return Ok(None);
    }
    let (head, text) = line.split_once("  ").context("no sentence")?;
    let words = text.split_whitespace().collect::<Vec<_>>();
    let number = |word: &str| {
        let word = word.trim_end_matches([',', ':', ']']);
        word.parse::<f64>().is_ok().then(|| word.to_owned())
    };
    let range = words.windows(3).find_map(|words| match words {
        [least, "to", most] => Some((number(least)?, number(most)?)),
        _ => None,
    });
    let is_url = text.contains("http://");
    ensure!(range.is_some() || is_url, "{head}: no limit is stated");
    let option = head.split(' ').next().filter(|_| option);
    Ok(Some(Argument {
        option: option.map(str::to_owned),
        many: head.ends_with("..."),
        range,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_limits_in_the_help() {
        let line = "--times <TIMES>      How often: 1 to 1000 [default: 80]";
        let expected = Argument {
            option: Some("--times".into()),
            many: false,
            range: Some(("1".into(), "1000".into())),
        };
        assert_eq!(argument(line).unwrap(), Some(expected));

        let line = "[NUMBERS]...  What to square: from -3 to 3 [default: 1]";
        let expected = Argument {
            option: None,
            many: true,
            range: Some(("-3".into(), "3".into())),
        };
        assert_eq!(argument(line).unwrap(), Some(expected));

        let line = "[URL]...  What to fetch: http://host/path";
        let expected = Argument { option: None, many: true, range: None };
        assert_eq!(argument(line).unwrap(), Some(expected));

        assert_eq!(argument("-h, --help  Print help").unwrap(), None);
        let silent = argument("--times <TIMES>  How often");
        assert!(silent.is_err(), "no limit is stated, and none is missed");
    }

    #[test]
    fn good_values_are_not_given_as_bad_ones() {
        let of = |least: &str, most: &str| {
            let range = Some((least.to_owned(), most.to_owned()));
            Argument { option: None, many: false, range }
        };
        let count = of("1", "9");
        for good in ["1", "+5", "--", "-h"] {
            assert!(count.takes(good), "{good}");
        }
        for bad in ["0", "-1", "10", "9.0", "1.5", "NaN", "", " 1", "x"] {
            assert!(!count.takes(bad), "{bad}");
        }
        let seconds = of("0.001", "60");
        assert!(seconds.takes("1.5"));
        assert!(!seconds.takes("60.5"));
    }
}
