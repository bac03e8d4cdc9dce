//! 240 requests of 50 ms each: in turn, and five at a time.

use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::figures::{Key, Measure, Question};
use crate::lab::{Job, Place, Reading, Section};

use super::read::number_after;

/// Name in the figures, room, and how many requests are made at a time.
const ROOMS: [(&str, &str, f64); 3] = [
    ("in turn", "01-sequential-greeter", 1.0),
    ("five threads", "05-futures-executor", 5.0),
    ("tasks, five at a time", "06-event-loop-tokio", 5.0),
];

/// The seconds that a request takes.
const LATENCY: f64 = 0.05;

/// `download-sites` in several rooms, and in Python.
pub fn section(place: &Place, quick: bool) -> Section<'_> {
    let times = if quick { 8 } else { 80 };
    let [in_turn, five @ ..] = &ROOMS;
    // These take twelve seconds and hardly use a core, so Rust and Python don't
    // disturb each other and run at the same time.
    let all: Job<'_> = Box::new(move || {
        let both = [Language::Rust, Language::Python];
        measure(place, in_turn, times, &both)
    });
    let mut jobs = vec![(format!("{} in both", in_turn.1), all)];
    for room in five {
        for language in [Language::Rust, Language::Python] {
            let job: Job<'_> =
                Box::new(move || measure(place, room, times, &[language]));
            jobs.push((format!("{} in {language:?}", room.1), job));
        }
    }
    Section { question: Question::Downloads, rounds: 1, jobs }
}

#[derive(Clone, Copy, Debug)]
enum Language {
    Rust,
    Python,
}

/// Runs a demo in each of some languages, each with a site of its own, all at
/// the same time.
fn measure(
    place: &Place,
    &(name, demo, in_flight): &(&str, &str, f64),
    times: u32,
    languages: &[Language],
) -> Result<Vec<Reading>> {
    let (mut sites, mut commands) = (Vec::new(), Vec::new());
    for language in languages {
        let site = site::start(Duration::from_secs(1))?;
        commands.push(command(place, demo, *language, times, &site)?);
        sites.push(site);
    }
    let outcomes = place.run_all(commands)?;
    let mut readings = Vec::new();
    for (language, outcome) in languages.iter().zip(outcomes) {
        let elapsed = number_after(" in ", &outcome.stderr);
        let elapsed = elapsed.with_context(|| outcome.stderr)?;
        let ideal = f64::from(times * 3) * LATENCY / in_flight;
        let name = match language {
            Language::Rust => name.to_owned(),
            Language::Python => format!("Python {name}"),
        };
        let key = Key::new(Measure::Downloads, name).of(u64::from(times * 3));
        readings.push((key, elapsed / ideal));
    }
    Ok(readings)
}

fn command(
    place: &Place,
    demo: &str,
    language: Language,
    times: u32,
    site: &site::Site,
) -> Result<Command> {
    let times = times.to_string();
    let mut command = match language {
        Language::Rust => {
            place.demo(demo, ["download-sites", "--times", &times])
        }
        Language::Python => {
            let script = format!("{demo}/python/download_sites.py");
            place.script(&script, ["--times", &times])?
        }
    };
    match language {
        Language::Rust => command.args(site.sites()),
        Language::Python => command.env("SITE", site.url("")),
    };
    // The site is on this machine, and must not be looked for at a proxy.
    command.env("NO_PROXY", "*");
    Ok(command)
}
