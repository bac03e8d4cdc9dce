//! What the server sees of each client: connections, and requests in flight.

use std::time::Duration;

use nix::sys::resource::{Resource, getrlimit, setrlimit};
use site::{Site, Stats};

use crate::demo::{
    WITH_DOWNLOAD_SITES, WITH_FETCH_URLS, assert_refused, demo, run, run_all,
};

/// A site that takes half a second for a page, so that requests which are on
/// their way together are seen together, even on a busy machine.
fn site() -> Site {
    site::start(Duration::from_secs(1)).unwrap()
}

/// Runs an example against a site of its own; what it printed, what was seen.
fn fetch(room: &str, example: &str, urls: &[String], site: &Site) -> Stats {
    let mut args = vec![example];
    args.extend(urls.iter().map(String::as_str));
    let outcome = run(room, &args);
    assert_eq!(outcome.failure, None, "{room}: {}", outcome.stderr);
    site.stats()
}

#[test]
fn three_pages_are_fetched_in_turn_or_all_at_once() {
    for room in WITH_FETCH_URLS {
        let site = site();
        let stats = fetch(room, "fetch-urls", &site.pages(), &site);
        let peak = if room == "01-sequential-greeter" { 1 } else { 3 };
        assert_eq!((stats.requests, stats.peak_in_flight), (3, peak), "{room}");
    }
}

#[test]
fn downloads_share_as_many_connections_as_are_in_flight() {
    for room in WITH_DOWNLOAD_SITES {
        // 20 ms a page, or 240 in turn would take as long as all else here.
        let site = site::start(Duration::from_millis(400)).unwrap();
        let stats = fetch(room, "download-sites", &site.sites(), &site);
        let at_once = if room == "01-sequential-greeter" { 1 } else { 5 };
        let expected = Stats {
            requests: 240,
            connections: at_once,
            peak_in_flight: at_once,
        };
        assert_eq!(stats, expected, "{room}");
    }
}

#[test]
fn a_new_client_each_time_needs_a_new_connection_each_time() {
    let site = site::start(Duration::from_millis(1)).unwrap();
    let command = |number: usize| {
        let mut command = demo("01-sequential-greeter");
        command.args(["fetch-urls", &site.sites()[number % 3]]);
        command
    };
    for outcome in run_all((0..240).map(command).collect()) {
        assert_eq!(outcome.failure, None, "{}", outcome.stderr);
    }
    let Stats { requests, connections, .. } = site.stats();
    assert_eq!((requests, connections), (240, 240));
}

#[test]
fn a_thousand_requests_are_in_flight_on_one_thread() {
    // Both ends of a thousand connections: ours here, and the child's, which
    // inherits the limit.
    let (_, most) = getrlimit(Resource::RLIMIT_NOFILE).unwrap();
    setrlimit(Resource::RLIMIT_NOFILE, most.min(10_000), most).unwrap();
    let site = site();
    // Three seconds: even a busy machine has asked for all by then.
    let urls = vec![site.url("/python?delay=3"); 1000];
    let stats = fetch("06-event-loop-tokio", "fetch-urls", &urls, &site);
    assert_eq!((stats.requests, stats.peak_in_flight), (1000, 1000));
}

#[test]
fn the_first_page_that_fails_ends_the_program() {
    for room in WITH_FETCH_URLS {
        let site = site::start(Duration::from_millis(1)).unwrap();
        let [good, ..] = site.pages();
        let gone = site.url("/gone");
        let outcome = run(room, &["fetch-urls", &good, &gone, &good]);
        let failure = outcome.failure.as_deref();
        assert_eq!(failure, Some("exit status: 1"), "{room}");
        let line = format!("Content from {good} has length: 7699\n");
        assert_eq!(outcome.stdout, line, "{room}");
        let start = format!("error: {gone}: ");
        assert!(outcome.stderr.starts_with(&start), "{outcome:?}");
        assert_eq!(outcome.stderr.lines().count(), 1, "{outcome:?}");
        // In turn, the third page is not even asked for.
        let asked = if room == "01-sequential-greeter" { 2 } else { 3 };
        assert_eq!(site.stats().requests, asked, "{room}");
    }
}

#[test]
fn lengths_are_counted_in_characters() {
    let site = site::start(Duration::from_millis(1)).unwrap();
    let url = site.url("/accents");
    for room in WITH_FETCH_URLS {
        let outcome = run(room, &["fetch-urls", &url]);
        let expected = format!("Content from {url} has length: 100\n");
        assert_eq!(outcome.stdout, expected, "{room}: {outcome:?}");
    }
    for room in WITH_DOWNLOAD_SITES {
        let outcome = run(room, &["download-sites", "--times", "1", &url]);
        let expected = format!("Read 200 from {url}\n");
        assert_eq!(outcome.stdout, expected, "{room}: {outcome:?}");
    }
}

#[test]
fn a_blocking_client_blocks_the_loop_and_threads_cure_it() {
    let outcome = run("06-event-loop-tokio", &["blocking"]);
    let expected = "in tasks: at most 1 in flight\n\
                    in threads: at most 3 in flight\n";
    assert_eq!(outcome.stdout, expected);
}

#[test]
fn no_proxy_comes_between_us_and_this_machine() {
    let site = site::start(Duration::from_millis(1)).unwrap();
    let [url, ..] = site.pages();
    let by_name = url.replace("127.0.0.1", "localhost");
    for room in WITH_FETCH_URLS {
        let mut command = demo(room);
        command.args(["fetch-urls", &url, &by_name]);
        for proxy in ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"] {
            command.env(proxy, "http://127.0.0.1:1/");
        }
        let outcome = run_all(vec![command]).pop().unwrap();
        assert_eq!(outcome.failure, None, "{room}: {}", outcome.stderr);
    }
}

#[test]
fn urls_that_lead_nowhere_are_bad_arguments() {
    let mut commands = Vec::new();
    for room in WITH_FETCH_URLS {
        for bad in [
            "",
            "127.0.0.1",
            "//127.0.0.1/",
            "ftp://127.0.0.1/",
            "http://a b/",
            "http://127.0.0.1:65536/",
            "http://127.0.0.1:99999/",
            "http://127.0.0.1:x/",
            "https://127.0.0.1/",
        ] {
            let mut command = demo(room);
            command.args(["fetch-urls", "http://127.0.0.1:1/", bad]);
            commands.push(command);
        }
    }
    for (text, outcome) in assert_refused(commands) {
        assert!(!text.contains("https") || outcome.stderr.contains("tls"));
    }
}
