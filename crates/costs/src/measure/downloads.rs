//! 240 requests of 50 ms each: in turn, and five at a time.

use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::figures::{Key, Measure};
use crate::lab::{Job, Place, Section};

use super::number_after;

/// Room, and how many requests are in flight.
const ROOMS: [(&str, &str, f64); 3] = [
    ("in turn", "01-sequential-greeter", 1.0),
    ("five threads", "05-futures-executor", 5.0),
    ("tasks, five ask", "06-event-loop-tokio", 5.0),
];

/// The seconds until a page comes.
const LATENCY: f64 = 0.05;

/// The demos' own `download-sites`, Rust beside Python.
pub fn section(place: &Place, quick: bool) -> Section<'_> {
    let times = if quick { 8 } else { 80 };
    let mut jobs = Vec::new();
    let mut rooms = ROOMS.iter();
    // In turn, a third of them tell as much, in four seconds. They hardly use
    // a core: Rust and Python side by side don't disturb each other.
    if let Some(room) = rooms.next() {
        let both: Job<'_> = Box::new(move || {
            let both = [Language::Rust, Language::Python];
            measure(place, room, times.min(27), &both)
        });
        jobs.push((format!("{} in both", room.1), both));
    }
    for room in rooms {
        for language in [Language::Rust, Language::Python] {
            let job: Job<'_> =
                Box::new(move || measure(place, room, times, &[language]));
            jobs.push((format!("{} in {language:?}", room.1), job));
        }
    }
    Section { name: "downloads", rounds: 1, jobs }
}

#[derive(Clone, Copy, Debug)]
enum Language {
    Rust,
    Python,
}

/// Runs the demo in some languages at once, each with a site of its own.
fn measure(
    place: &Place,
    &(name, demo, in_flight): &(&str, &str, f64),
    times: u32,
    languages: &[Language],
) -> Result<Vec<(Key, f64)>> {
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
    // A proxy has no business with our own machine.
    command.env("NO_PROXY", "*");
    Ok(command)
}
