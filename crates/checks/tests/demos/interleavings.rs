//! The cases of `crates/interleavings` have the same words as the demos.

use std::fs;

use crate::demo::root;

fn read(path: &str) -> String {
    fs::read_to_string(root().join("crates").join(path)).unwrap()
}

/// The words of some code, without comments and white space.
fn words(code: &str) -> String {
    let code = code.lines().map(|line| line.split("//").next().unwrap());
    let words: Vec<_> = code.flat_map(str::split_whitespace).collect();
    words.join(" ")
}

/// A function, from its first line to the brace that closes it.
fn function<'a>(text: &'a str, head: &str) -> &'a str {
    let start = text.find(head).unwrap();
    let end = text[start..].find("\n}\n").unwrap() + "\n}".len();
    &text[start..start + end]
}

#[test]
fn each_case_increments_as_its_demo_does() {
    let cases = words(&read("interleavings/src/counter.rs"));
    for demo in [
        "counter",
        "mutex",
        "atomic",
        "compare_exchange",
        "channel",
        "local_sums",
    ] {
        let text = read(&format!("07-race-condition/src/{demo}.rs"));
        let increment = words(function(&text, "fn increment("));
        let module = format!("pub mod {demo} {{");
        let (_, case) = cases.split_once(&module).unwrap();
        let case = case.split("pub mod").next().unwrap();
        assert!(case.contains(&increment), "{demo}: no {increment}");
    }
}

#[test]
fn the_pool_takes_its_jobs_as_its_case_does() {
    let next = "jobs.lock().unwrap().next()";
    for file in ["04-pool-map/src/pool.rs", "interleavings/src/pool.rs"] {
        assert!(read(file).contains(next), "{file}: no {next}");
    }
}
