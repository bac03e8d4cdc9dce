//! Bad values for every argument, and values just outside the stated limits.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::sync::Arc;

use fastrand::Rng;

use super::super::case::{Case, Class, Expect};
use super::super::menu::{Argument, Example};

/// What is neither a number nor a URL.
const BAD: [&str; 40] = [
    "",
    " ",
    "x",
    "NaN",
    "nan",
    "inf",
    "-inf",
    "infinity",
    "1,5",
    "1_000",
    "0x10",
    "0b1",
    "0o7",
    "1e",
    "e3",
    "1e400",
    "-1e400",
    "1e30",
    "١",
    "１",
    "½",
    "1 2",
    " 1",
    "1 ",
    "1\n",
    "\t",
    "1;",
    "$(id)",
    "%s%n",
    "../..",
    "null",
    "None",
    "True",
    "-",
    "--foo",
    "-x",
    "1u32",
    "1..2",
    "🦀",
    "1000000000000000000000000000000",
];

/// Numbers that are bad unless they are within the limits.
const NUMBERS: [&str; 12] = [
    "0",
    "-0",
    "-1",
    "1.5",
    "255.5",
    "65536",
    "2147483648",
    "4294967296",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
];

/// URLs that no client here fetches. (`http:/host/` is not among them, since
/// 06's client reads it as browsers do.)
const URLS: [&str; 10] = [
    "http://",
    "https://127.0.0.1/",
    "ftp://127.0.0.1/",
    "file:///etc/passwd",
    "//127.0.0.1/",
    "127.0.0.1",
    "http://127.0.0.1:99999/",
    "http://127.0.0.1:x/",
    "http://a b/",
    "http://[::1/",
];

/// How many generated strings each argument gets.
const GENERATED: usize = 20;

pub fn cases(example: &Arc<Example>, arguments: &[Argument]) -> Vec<Case> {
    let name = example.name.clone().unwrap_or_default();
    let new = |fault: &str, args: &[&OsStr]| {
        let args = [OsStr::new(&name)].into_iter().chain(args.iter().copied());
        Case::new(Class::Values, fault, example, Expect::Refused).args(args)
    };
    let mut cases = Vec::new();
    // The same strings in every run, so that a failure can be repeated.
    let mut random = Rng::with_seed(6);
    for argument in arguments {
        let option = argument.option.as_ref().map(OsStr::new);
        let mut with = |fault: &str, value: &OsStr| {
            let args: Vec<_> = option.into_iter().chain([value]).collect();
            cases.push(new(fault, &args));
        };
        let is_bad = |value: &&str| !argument.takes(value);
        for value in BAD.iter().copied().filter(is_bad) {
            with("no such value", value.as_ref());
        }
        with("not UTF-8", OsStr::from_bytes(b"1\xff"));
        with("a long value", OsString::from("9".repeat(100_000)).as_ref());
        let generated = std::iter::repeat_with(|| generate(&mut random));
        let bad = generated.filter(|it| is_bad(&it.as_str()));
        for value in bad.take(GENERATED) {
            with("a generated value", value.as_ref());
        }
        if let Some((least, most)) = &argument.range {
            for value in NUMBERS.iter().copied().filter(is_bad) {
                with("number out of range", value.as_ref());
            }
            with("just below the limit", beside(least, -1).as_ref());
            with("just above the limit", beside(most, 1).as_ref());
            if let Some(option) = option {
                let least = OsStr::new(least);
                let args = [option, least, option, least];
                cases.push(new("an option twice", &args));
            } else if argument.many {
                let mut args = vec![OsStr::new(least); 101];
                if name == "workers" {
                    cases.push(new("too many values", &args));
                }
                args[100] = OsStr::new("x");
                cases.push(new("one bad value of many", &args));
            } else {
                let args = [OsStr::new(least); 2];
                cases.push(new("too many values", &args));
            }
        } else {
            for value in URLS {
                with("no such URL", value.as_ref());
            }
        }
        if argument.option.as_deref() == Some("--second") {
            for value in BAD.iter().chain(&NUMBERS) {
                // An empty variable counts as not set.
                if is_bad(value) && !value.is_empty() {
                    let case = new("bad SECOND", &[]);
                    cases.push(case.env("SECOND", Some(value)));
                }
            }
        }
        if let Some(option) = option {
            cases.push(new("an option without its value", &[option]));
        }
    }
    cases.extend(typos(example, arguments));
    for foreign in ["--foo", "-x", "--Second", "--help=1", "--", "foo"] {
        let args = [foreign, "foo"].map(OsStr::new);
        cases.push(new("unknown arguments", &args));
    }
    cases
}

/// A letter left out of the example's name, and of each option's.
fn typos(example: &Arc<Example>, arguments: &[Argument]) -> Vec<Case> {
    let name = example.name.clone().unwrap_or_default();
    let new = |fault, guess: &str, args: Vec<String>| {
        let expect = Expect::RefusedWithGuess(guess.to_owned());
        Case::new(Class::Values, fault, example, expect).args(args)
    };
    let fault = "a typo in the example's name";
    let mut cases = vec![new(fault, &name, vec![misspelt(&name)])];
    for option in arguments.iter().filter_map(|it| it.option.as_ref()) {
        let args = vec![name.clone(), misspelt(option), "1".into()];
        cases.push(new("a typo in an option's name", option, args));
    }
    cases
}

/// The name without the letter in its middle.
fn misspelt(name: &str) -> String {
    let middle = name.len().div_ceil(2);
    format!("{}{}", &name[..middle], &name[middle + 1..])
}

impl Argument {
    /// Whether this may be a good value, or an option.
    fn takes(&self, value: &str) -> bool {
        if value == "--" || value.starts_with("-h") {
            return true;
        }
        let Some((least, most)) = &self.range else {
            return value.starts_with("http://");
        };
        let number = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
        (number(least)..=number(most)).contains(&number(value))
    }
}

/// The number next to a limit, just outside.
fn beside(limit: &str, step: i64) -> String {
    match limit.parse::<i64>() {
        Ok(limit) if limit != 60 => (limit + step).to_string(),
        // Limits of seconds may be fractions.
        _ => limit
            .parse::<f64>()
            .map(|limit| limit + f64::from(step as i32) / 10_000.0)
            .unwrap_or_default()
            .to_string(),
    }
}

fn generate(random: &mut Rng) -> String {
    const LETTERS: [char; 20] = [
        '0', '1', '2', '9', '.', ',', '-', '+', 'e', 'E', '_', 'x', ' ', '/',
        ':', '%', '\\', '\'', 'é', '\u{1}',
    ];
    let length = random.usize(1..12);
    let letters = (0..length).map(|_| LETTERS[random.usize(..LETTERS.len())]);
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_beside_the_limits_are_outside() {
        assert_eq!(beside("1", -1), "0");
        assert_eq!(beside("-3037000499", -1), "-3037000500");
        assert_eq!(beside("1000", 1), "1001");
        assert_eq!(beside("0.001", -1), "0.0009");
        assert_eq!(beside("60", 1), "60.0001");
    }

    #[test]
    fn a_letter_is_left_out() {
        assert_eq!(misspelt("fib"), "fi");
        assert_eq!(misspelt("greeter"), "greeer");
        assert_eq!(misspelt("--times"), "--ties");
    }

    #[test]
    fn good_values_are_not_given_as_bad_ones() {
        let range = Some(("1".to_owned(), "9".to_owned()));
        let number = Argument { option: None, many: false, range };
        for good in ["1", "+5", "9.0", "--", "-h"] {
            assert!(number.takes(good), "{good}");
        }
        for bad in ["0", "-1", "10", "NaN", "", " 1", "x"] {
            assert!(!number.takes(bad), "{bad}");
        }
    }
}
