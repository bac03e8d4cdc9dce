//! The models speak of the demos: the lines that matter are the same.

use std::fs;

use crate::demo::root;

fn read(path: &str) -> String {
    fs::read_to_string(root().join("crates").join(path)).unwrap()
}

/// Its words, without the comments and whatever rustfmt does to white space.
fn words(code: &str) -> String {
    let code = code.lines().map(|line| line.split("//").next().unwrap());
    let words: Vec<_> = code.flat_map(str::split_whitespace).collect();
    words.join(" ")
}

/// A function, from its head to the brace at the same depth.
fn function<'a>(text: &'a str, head: &str) -> &'a str {
    let start = text.find(head).unwrap();
    let end = text[start..].find("\n}\n").unwrap() + "\n}".len();
    &text[start..start + end]
}

#[test]
fn each_model_increments_as_its_demo_does() {
    let models = words(&read("models/src/counter.rs"));
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
        let (_, model) = models.split_once(&module).unwrap();
        let model = model.split("pub mod").next().unwrap();
        assert!(model.contains(&increment), "{demo}: no {increment}");
    }
}

#[test]
fn the_pool_takes_its_jobs_as_its_model_does() {
    let next = "jobs.lock().expect(\"taking a job can't panic\").next()";
    for file in ["04-pool-map/src/squares_processes.rs", "models/src/pool.rs"] {
        assert!(read(file).contains(next), "{file}: no {next}");
    }
}
