//! Bad values for every argument, and values just outside the stated limits.

use std::ffi::OsStr;
use std::iter;
use std::os::unix::ffi::OsStrExt;
use std::sync::Arc;

use fastrand::Rng;

use crate::case::{Case, Class, Expect};
use crate::example::Example;
use crate::help::Argument;

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
    // The same strings in every run, so that a failure can be repeated.
    let mut random = Rng::with_seed(6);
    let mut cases = Vec::new();
    for argument in arguments {
        cases.extend(bad_values(example, argument, &mut random));
        cases.extend(wrong_counts(example, argument));
    }
    cases.extend(typos(example, arguments));
    for foreign in ["--foo", "-x", "--Second", "--help=1", "--", "foo"] {
        let fault = format!("unknown arguments: {foreign}");
        let args = [foreign, "foo"].map(OsStr::new);
        cases.push(refused(example, &fault, &args));
    }
    cases
}

/// What is no example, where the name of one should be.
pub fn tour(tour: &Arc<Example>) -> Vec<Case> {
    let bad = ["", "foo", "Greeter", "help", "-x", "--foo"].map(OsStr::new);
    let bad = bad.into_iter().chain([OsStr::from_bytes(b"1\xff")]);
    bad.map(|bad| refused(tour, &format!("no such example: {bad:?}"), &[bad]))
        .collect()
}

/// The example with these arguments, which it has to refuse.
fn refused(example: &Arc<Example>, fault: &str, args: &[&OsStr]) -> Case {
    let name = example.name.iter().map(OsStr::new);
    let args = name.chain(args.iter().copied());
    Case::new(Class::Values, fault, example, Expect::Refused).args(args)
}

/// The argument with each bad value.
fn bad_values(
    example: &Arc<Example>,
    argument: &Argument,
    random: &mut Rng,
) -> Vec<Case> {
    let option = argument.option.as_ref().map(OsStr::new);
    let with = |fault: &str, value: &OsStr| {
        let args: Vec<_> = option.into_iter().chain([value]).collect();
        refused(example, fault, &args)
    };
    let mut cases = Vec::new();
    let is_bad = |value: &&str| !argument.takes(value);
    for value in BAD.iter().copied().filter(is_bad) {
        cases.push(with(&format!("no such value: {value:?}"), value.as_ref()));
    }
    let not_utf8 = with("not UTF-8", OsStr::from_bytes(b"1\xff"));
    cases.push(each(example, argument, not_utf8));
    cases.push(with("a long value", OsStr::new(&"9".repeat(100_000))));
    let generated = iter::repeat_with(|| generate(random));
    let bad = generated.filter(|it| is_bad(&it.as_str()));
    for value in bad.take(GENERATED) {
        cases.push(with("a generated value", value.as_ref()));
    }
    let Some((least, most)) = &argument.range else {
        let bad = URLS.iter();
        let case = |&url| with(&format!("no such URL: {url}"), OsStr::new(url));
        return cases.into_iter().chain(bad.map(case)).collect();
    };
    for value in NUMBERS.iter().copied().filter(is_bad) {
        let fault = format!("number out of range: {value}");
        cases.push(with(&fault, value.as_ref()));
    }
    for (fault, limit, step) in
        [("just below the limit", least, -1), ("just above the limit", most, 1)]
    {
        let case = with(fault, beside(limit, step).as_ref());
        cases.push(each(example, argument, case));
    }
    if argument.is_second() {
        for value in BAD.iter().chain(&NUMBERS).filter(|it| is_bad(it)) {
            // An empty variable counts as not set.
            if !value.is_empty() {
                let fault = format!("bad SECOND: {value:?}");
                let case = refused(example, &fault, &[]);
                cases.push(case.env("SECOND", Some(value)));
            }
        }
    }
    cases
}

/// The argument too often, or without its value.
fn wrong_counts(example: &Arc<Example>, argument: &Argument) -> Vec<Case> {
    let new = |fault, args: &[&OsStr]| {
        each(example, argument, refused(example, fault, args))
    };
    let mut cases = Vec::new();
    let least = argument.range.as_ref().map(|(least, _)| OsStr::new(least));
    match (argument.option.as_ref().map(OsStr::new), least) {
        (Some(option), Some(least)) => {
            let fault = "an option without its value";
            cases.push(new(fault, &[option]));
            cases.push(new(fault, &[option, OsStr::new("--")]));
            let twice = [option, least, option, least];
            cases.push(new("an option twice", &twice));
        }
        (None, Some(least)) if argument.many => {
            let mut args = vec![least; 101];
            if example.is("workers") {
                cases.push(new("too many values", &args));
            }
            args[100] = OsStr::new("x");
            cases.push(new("one bad value of many", &args));
        }
        (None, Some(least)) => {
            cases.push(new("too many values", &[least; 2]));
        }
        _ => {}
    }
    cases
}

/// `--quick` gives each argument this value. All examples have `--second`.
fn each(example: &Example, argument: &Argument, case: Case) -> Case {
    let always = example.name.is_none() || !argument.is_second();
    Case { always, ..case }
}

/// A letter left out of the example's name, and of each option's.
fn typos(example: &Arc<Example>, arguments: &[Argument]) -> Vec<Case> {
    let new = |fault, guess: &str, args: Vec<String>| {
        let expect = Expect::RefusedWithGuess(guess.to_owned());
        Case::new(Class::Values, fault, example, expect).args(args)
    };
    let mut cases = Vec::new();
    if let Some(name) = &example.name {
        let fault = "a typo in the example's name";
        cases.push(new(fault, name, vec![misspelt(name)]));
    }
    for option in arguments.iter().filter_map(|it| it.option.as_ref()) {
        let name = example.name.iter().cloned();
        let args = name.chain([misspelt(option), "1".into()]).collect();
        cases.push(new("a typo in an option's name", option, args));
    }
    cases
}

/// The name without the letter in its middle.
fn misspelt(name: &str) -> String {
    let middle = name.len().div_ceil(2);
    format!("{}{}", &name[..middle], &name[middle + 1..])
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
}
