use nix::sys::resource::{Resource, getrlimit, setrlimit};

use crate::client::{Client, QUICK, SLOW, stats, wait_until};

#[test]
fn in_turn_over_one_connection() {
    let site = site::start(QUICK).unwrap();
    assert_eq!(site.stats(), stats(0, 0, 0));
    let mut client = Client::new(&site);
    for _ in 0..10 {
        assert_eq!(client.get("/rust").body.len(), 20875);
    }
    assert_eq!(site.stats(), stats(10, 1, 1));
}

#[test]
fn in_turn_over_a_connection_each() {
    let site = site::start(QUICK).unwrap();
    for _ in 0..10 {
        Client::new(&site).get("/rust");
    }
    assert_eq!(site.stats(), stats(10, 10, 1));
}

#[test]
fn three_at_once() {
    let site = site::start(SLOW).unwrap();
    let mut clients = [(); 3].map(|()| Client::new(&site));
    for client in &mut clients {
        client.ask("/python");
    }
    wait_until("3 in flight", || site.stats() == stats(3, 3, 3));
}

#[test]
fn who_goes_away_is_no_longer_in_flight() {
    let site = site::start(SLOW).unwrap();
    let mut witness = Client::new(&site);
    for number in 1..=20 {
        let mut client = Client::new(&site);
        client.ask("/python");
        wait_until("asked", || site.stats().requests == number);
        drop(client);
        witness.get("/stats"); // an answer later, the site knows
    }
    assert_eq!(site.stats(), stats(20, 20, 1));
}

#[test]
fn a_thousand_at_once_from_one_thread() {
    // Client and site need two descriptors a connection, in one process.
    let (_, hard) = getrlimit(Resource::RLIMIT_NOFILE).unwrap();
    setrlimit(Resource::RLIMIT_NOFILE, hard, hard).unwrap();

    let site = site::start(QUICK * 50).unwrap();
    let mut clients: Vec<_> = (0..1000).map(|_| Client::new(&site)).collect();
    for client in &mut clients {
        client.ask("/wiki?delay=60"); // three seconds
    }
    for client in &mut clients {
        assert_eq!(client.receive().body.len(), 15467);
    }
    assert_eq!(site.stats(), stats(1000, 1000, 1000));
}

#[test]
fn stats_are_told_and_not_counted() {
    let site = site::start(SLOW).unwrap();
    let mut client = Client::new(&site);
    let response = client.get("/stats");
    assert_eq!(response.status, 200);
    assert_eq!(response.header("content-type"), Some("application/json"));
    assert_eq!(
        response.body,
        "{\"requests\":0,\"connections\":0,\"peak_in_flight\":0}\n"
    );
    // The connection counts from its first page on, and only once.
    client.get("/python?delay=0");
    client.get("/stats");
    client.get("/no-such-page");
    client.send("POST /stats HTTP/1.1\r\nHost: site\r\n\r\n");
    assert_eq!(client.receive().status, 405);
    assert_eq!(
        client.get("/stats?x").body,
        "{\"requests\":2,\"connections\":1,\"peak_in_flight\":1}\n"
    );
    assert_eq!(site.stats(), stats(2, 1, 1));
}
