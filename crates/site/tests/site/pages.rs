use std::time::{Duration, Instant};

use site::Site;

use crate::client::{Client, QUICK, SLOW};

fn path<'a>(site: &Site, url: &'a str) -> &'a str {
    url.strip_prefix(&site.url("")).unwrap()
}

#[test]
fn lengths_are_the_articles() {
    let site = site::start(QUICK).unwrap();
    let mut client = Client::new(&site);
    let lengths = site.pages().map(|url| {
        let page = client.get(path(&site, &url));
        assert_eq!(page.status, 200);
        let content_type = page.header("content-type");
        assert_eq!(content_type, Some("text/html; charset=utf-8"));
        assert!(page.body.starts_with("<!doctype html>\n<html lang=\"en\">"));
        assert!(page.body.ends_with("\n</p>\n</html>\n"));
        assert!(page.body.is_ascii());
        page.body.len()
    });
    assert_eq!(lengths, [7699, 20875, 19252]);
    let lengths = site.sites().map(|url| {
        let page = client.get(path(&site, &url));
        page.body.len()
    });
    assert_eq!(lengths, [11213, 18904, 15467]);
}

#[test]
fn a_page_with_accents_has_more_bytes_than_characters() {
    let site = site::start(QUICK).unwrap();
    let page = Client::new(&site).get("/accents");
    assert_eq!(page.header("content-length"), Some("200"));
    assert_eq!(page.body.chars().count(), 100);
}

#[test]
fn pages_asked_for_together_wait_for_each_other() {
    let site = site::start(SLOW).unwrap();
    let mut clients = [(); 3].map(|()| Client::new(&site));
    for client in &mut clients {
        client.ask("/python?together=3&delay=60");
    }
    for client in &mut clients {
        assert_eq!(client.receive().status, 200);
    }
}

#[test]
fn a_page_asked_for_alone_comes_after_the_delay() {
    let site = site::start(Duration::from_millis(100)).unwrap();
    let start = Instant::now();
    let page = Client::new(&site).get("/python?together=3&delay=2");
    assert_eq!(page.status, 200);
    assert!(start.elapsed() >= Duration::from_millis(200));
}

#[test]
fn the_same_page_every_time() {
    let site = site::start(QUICK).unwrap();
    let other = site::start(QUICK).unwrap();
    let page = Client::new(&site).get("/python").body;
    assert_eq!(page, Client::new(&site).get("/python?other=1").body);
    assert_eq!(page, Client::new(&other).get("/python").body);
}

#[test]
fn its_usual_delay_or_what_the_url_says() {
    let site = site::start(Duration::from_millis(200)).unwrap();
    let mut client = Client::new(&site);
    let mut time = |path| {
        let start = Instant::now();
        assert_eq!(client.get(path).status, 200);
        start.elapsed()
    };
    assert!(time("/python") >= Duration::from_millis(100));
    assert!(time("/news") >= Duration::from_millis(10));
    assert!(time("/news?delay=2") >= Duration::from_millis(400));
    assert!(time("/news?x=1&delay=1.5") >= Duration::from_millis(300));
    // A page without delay overtakes one that takes 60 seconds.
    let site = site::start(Duration::from_secs(1)).unwrap();
    Client::new(&site).ask("/news?delay=60");
    assert_eq!(Client::new(&site).get("/news?delay=0").status, 200);
    assert_eq!(Client::new(&site).get("/news?delay=0.001").status, 200);
}

#[test]
fn the_longest_second_of_all() {
    let site = site::start(Duration::MAX).unwrap();
    let mut client = Client::new(&site);
    client.ask("/news?delay=60");
    Client::new(&site).ask("/news");
    assert_eq!(Client::new(&site).get("/news?delay=0").status, 200);
}

#[test]
fn refusals() {
    let site = site::start(SLOW).unwrap();
    let mut client = Client::new(&site);
    for path in ["/", "/pythons", "/python/", "/stats/", "//", "/%00"] {
        let response = client.get(path);
        assert_eq!(response.status, 404, "{path}");
        assert_eq!(response.body, "there is no such page\n");
    }
    for delay in ["", "x", "NaN", "inf", "-1", "60.1", "1e999", "1s", "%31"] {
        let response = client.get(&format!("/python?delay={delay}"));
        assert_eq!(response.status, 400, "{delay}");
        assert_eq!(response.body, "delay is not a number from 0 to 60\n");
    }
    for count in ["", "x", "0", "-1", "1001", "1.5"] {
        let response = client.get(&format!("/python?together={count}"));
        assert_eq!(response.status, 400, "{count}");
        assert_eq!(response.body, "together is not a number from 1 to 1000\n");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "BREW"] {
        client
            .send(&format!("{method} /python HTTP/1.1\r\nHost: site\r\n\r\n"));
        let response = client.receive();
        assert_eq!(response.status, 405, "{method}");
        assert_eq!(response.header("allow"), Some("GET, HEAD"));
        assert_eq!(response.body, "only GET and HEAD are allowed\n");
    }
}

#[test]
fn head_has_the_length_and_no_body() {
    let site = site::start(QUICK).unwrap();
    let mut client = Client::new(&site);
    client.send("HEAD /python HTTP/1.1\r\nHost: site\r\n\r\n");
    let head = client.receive_head();
    assert_eq!(head.header("content-length"), Some("7699"));
    assert_eq!(client.get("/python").body.len(), 7699);
}
