//! Arguments that several demos take.
//!
//! What is outside its limits is refused here, before anything is allocated or
//! started. A minus sign is no option: `-1` is a number that is too small.

use std::ffi::OsStr;
use std::net::Ipv6Addr;
use std::time::Duration;

use clap::builder::TypedValueParser;
use clap::error::ErrorKind;
use clap::{Arg, Args, Command, value_parser};

/// The sleeps of `workers`, in seconds of the articles.
#[derive(Args)]
pub struct Sleeps {
    /// How long each worker sleeps: 1 to 3600 [default: five random, 1-9]
    #[arg(num_args = 0..=100, allow_negative_numbers = true)]
    #[arg(default_values_t = random_sleeps(), hide_default_value = true)]
    #[arg(value_parser = value_parser!(u32).range(1..=3600))]
    pub sleeps: Vec<u32>,
}

fn random_sleeps() -> [u32; 5] {
    [(); 5].map(|()| fastrand::u32(1..=9))
}

/// The size of `fib`.
#[derive(Args)]
pub struct Fib {
    /// Which number of each sequence: 1 to 45
    #[arg(value_name = "N", default_value_t = 30)]
    #[arg(allow_negative_numbers = true)]
    #[arg(value_parser = value_parser!(u32).range(1..=45))]
    pub n: u32,
}

/// The numbers of `squares`, whose squares fit into 64 bits.
#[derive(Args)]
pub struct Numbers {
    /// What to square: from -3037000499 to 3037000499
    #[arg(default_values_t = [1, 2, 3], allow_negative_numbers = true)]
    #[arg(value_parser = value_parser!(i64).range(-ROOT..=ROOT))]
    pub numbers: Vec<i64>,
}

/// The square root of `i64::MAX`, rounded down.
const ROOT: i64 = 3_037_000_499;

/// The size of `big-result`.
#[derive(Args)]
pub struct Bytes {
    /// How many bytes: 1 to 1000000000
    #[arg(value_name = "BYTES", default_value_t = 1_000_000)]
    #[arg(allow_negative_numbers = true)]
    #[arg(value_parser = value_parser!(u32).range(1..=1_000_000_000))]
    pub bytes: u32,
}

/// What `fetch-urls` fetches, and how long that may take.
#[derive(Args)]
pub struct Fetch {
    /// What to fetch: http://host/path [default: the local site's pages]
    #[arg(value_name = "URL", value_parser = UrlParser)]
    pub urls: Vec<String>,

    #[command(flatten)]
    #[expect(missing_docs, reason = "a doc comment would be a help text")]
    pub limits: Limits,
}

/// What `download-sites` downloads, how often, and how long that may take.
#[derive(Args)]
pub struct Download {
    /// What to download: http://host/path [default: the local site's]
    #[arg(value_name = "URL", value_parser = UrlParser)]
    pub urls: Vec<String>,

    /// How often to download each: 1 to 1000
    #[arg(long, default_value_t = 80, allow_negative_numbers = true)]
    #[arg(value_parser = value_parser!(u16).range(1..=1000))]
    pub times: u16,

    #[command(flatten)]
    #[expect(missing_docs, reason = "a doc comment would be a help text")]
    pub limits: Limits,
}

/// How long a request may take.
#[derive(Args, Clone, Copy)]
pub struct Limits {
    /// How long connecting may take: 0.001 to 60 seconds
    #[arg(long, value_name = "SECONDS")]
    #[arg(default_value = "2", value_parser = seconds)]
    pub connect_timeout: Duration,

    /// How long a request may take in all: 0.001 to 60 seconds
    #[arg(long, value_name = "SECONDS")]
    #[arg(default_value = "10", value_parser = seconds)]
    pub timeout: Duration,
}

/// The longest page in bytes, in every room. It is the longest that ureq's
/// `read_to_string` and `read_to_vec` return.
pub const LONGEST: usize = 10 * 1024 * 1024 - 1;

/// Parses a number of seconds from 0.001 to 60.
///
/// Python's `float` takes "nan" and "-1" too, and only `sleep` complains.
///
/// # Errors
///
/// If it is anything else.
pub fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse::<f64>() {
        Ok(second) if (0.001..=60.0).contains(&second) => {
            Ok(Duration::from_secs_f64(second))
        }
        _ => Err("not a number from 0.001 to 60".into()),
    }
}

/// Parses what [`url`] accepts. clap prints a value that is refused; here, one
/// that may hold a password is left out.
#[derive(Clone)]
struct UrlParser;

impl TypedValueParser for UrlParser {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        let text = value.to_string_lossy();
        match url(&text) {
            Err(reason) if text.contains('@') => {
                let reason = format!("invalid value for '[URL]...': {reason}");
                let error =
                    clap::Error::raw(ErrorKind::ValueValidation, reason);
                Err(error.with_cmd(command))
            }
            _ => url.parse_ref(command, arg, value),
        }
    }
}

/// Checks that a URL is like `http://host:port/path`; nothing is fetched yet.
///
/// # Errors
///
/// If it is not, if it has a user, or if it is `https` in a build without TLS.
pub fn url(text: &str) -> Result<String, String> {
    const FORM: &str = "not like http://host/path";
    if text.contains(|c: char| c.is_control() || c.is_whitespace()) {
        return Err("a URL has no spaces or control characters".into());
    }
    let (scheme, rest) = text.split_once("://").ok_or(FORM)?;
    match scheme {
        "http" => {}
        "https" if cfg!(feature = "tls") => {}
        "https" => {
            return Err("https needs a build with --features tls".into());
        }
        _ => return Err(FORM.into()),
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err("a URL with a user or password would be printed".into());
    }
    let (host, port) = match authority.strip_prefix('[') {
        Some(address) => {
            let (address, port) = address.split_once(']').ok_or(FORM)?;
            address.parse::<Ipv6Addr>().map_err(|_| FORM)?;
            (address, port)
        }
        None => {
            authority.split_at(authority.find(':').unwrap_or(authority.len()))
        }
    };
    // For some clients, a backslash is a slash.
    if host.is_empty() || host.contains('\\') {
        return Err(FORM.into());
    }
    // Some clients take a port above 65535 for none at all, and connect to 80.
    // `parse` takes a plus sign.
    let is_port = |port: &str| {
        port.strip_prefix(':')
            .is_some_and(|it| !it.starts_with('+') && it.parse::<u16>().is_ok())
    };
    if !port.is_empty() && !is_port(port) {
        return Err("the port is not a number from 0 to 65535".into());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[test]
    fn urls_with_a_host_are_accepted() {
        for good in [
            "http://example.org",
            "http://example.org/path?query#fragment",
            "http://127.0.0.1:8000/",
            "http://[::1]:8000/",
            "http://[::1]",
            "http://host/@user?@#@",
            "http://host?a=b",
        ] {
            assert_eq!(url(good), Ok(good.to_owned()));
        }
    }

    #[test]
    fn urls_without_host_or_with_a_wrong_port_are_refused() {
        for bad in [
            "",
            "host",
            "//host/",
            "http://",
            "http:///path",
            "http://:80/",
            "http://host:/",
            "http://host:+1/",
            "http://host:65536/",
            "http://[::1",
            "http://[host]/",
            "ftp://host/",
            "http://a b/",
            "http://host/\x1b[1m",
            "http://host/\n",
            "http://host\\path",
            "http://user@host/",
            "http://:@host/",
        ] {
            assert!(url(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_password_is_not_printed() {
        #[derive(Parser)]
        struct Program {
            #[command(flatten)]
            _fetch: Fetch,
        }
        for typed in [
            "http://user:secret@host/",
            "http://user:secret/@host/",
            "user:secret@host",
        ] {
            let Err(error) = Program::try_parse_from(["program", typed]) else {
                panic!("{typed} is accepted");
            };
            assert!(!error.to_string().contains("secret"), "{error}");
        }
    }
}
