//! An example of a demo, and what it prints undisturbed.

use std::sync::Arc;

use checks::chapter::Session;
use checks::rules::{self, Column};

/// An example of a demo, with arguments that make it short.
#[derive(Clone, Debug)]
pub struct Example {
    /// The demo's program, `02-threads`.
    pub room: String,
    /// `None` is the guided tour.
    pub name: Option<String>,
    pub args: Vec<String>,
    /// How long a second lasts: short, but long enough for the examples that
    /// count what is done in time.
    pub pace: &'static str,
    /// What it prints undisturbed, masked.
    pub expected: String,
    /// The session in its chapter, whose rules mask its output. Without one,
    /// nothing is masked.
    pub session: Option<Session>,
}

impl Example {
    /// Its name and its arguments.
    pub fn words(&self) -> Vec<String> {
        self.name.iter().chain(&self.args).cloned().collect()
    }

    pub fn label(&self) -> String {
        let name = self.name.as_deref().unwrap_or("(tour)");
        format!("{} {name}", self.room)
    }

    /// The same example with other arguments, and what it should print then.
    pub fn with<T: Into<String>>(
        &self,
        args: impl IntoIterator<Item = T>,
        expected: &str,
    ) -> Arc<Self> {
        Arc::new(Self {
            args: args.into_iter().map(Into::into).collect(),
            expected: self.mask(expected),
            ..self.clone()
        })
    }

    /// Replaces what varies from run to run.
    pub fn mask(&self, text: &str) -> String {
        match &self.session {
            Some(session) => rules::mask(text, session, Column::Recorded).text,
            // A tour is all examples in one text: no rule of one applies.
            None if self.name.is_none() => mask_numbers_and_truths(text),
            None => text.to_owned(),
        }
    }

    /// Whether it prints anything on stdout; `empty` doesn't.
    pub fn prints(&self) -> bool {
        !self.expected.is_empty()
    }

    pub fn is(&self, name: &str) -> bool {
        self.name.as_deref() == Some(name)
    }

    /// Whether it is of this demo, and its name begins like this.
    pub fn is_in(&self, room: &str, start: &str) -> bool {
        self.room == room && self.starts_with(start)
    }

    pub fn starts_with(&self, start: &str) -> bool {
        self.name.as_ref().is_some_and(|name| name.starts_with(start))
    }

    /// Whether it waits, so that a long second makes it last.
    pub fn waits(&self) -> bool {
        const WAITING: [&str; 11] = [
            "greeter",
            "workers",
            "swarm",
            "fetch-urls",
            "download-sites",
            "say-after",
            "hello-world",
            "as-completed",
            "wait",
            "blocking",
            "future-",
        ];
        // These futures wait only for each other, not for a time.
        const AT_ONCE: [&str; 2] = ["future-await", "future-callbacks"];
        WAITING.iter().any(|start| self.starts_with(start))
            && !AT_ONCE.iter().any(|name| self.is(name))
    }

    /// Whether it fetches pages, and takes time limits for that.
    pub fn fetches(&self) -> bool {
        self.is("fetch-urls") || self.is("download-sites")
    }
}

/// Replaces each number and each `true` and `false`.
fn mask_numbers_and_truths(text: &str) -> String {
    let mut masked = String::new();
    for part in text.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        if rest.len() < part.len() {
            masked.push_str("<number>");
        }
        masked.push_str(rest);
    }
    masked.replace("true", "<truth>").replace("false", "<truth>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_numbers_and_truths() {
        let text = "Worker 3 slept for 12 s\nfalse\n[1, 4]\n";
        let masked = "Worker <number> slept for <number> s\n<truth>\n\
                      [<number>, <number>]\n";
        assert_eq!(mask_numbers_and_truths(text), masked);
    }
}
