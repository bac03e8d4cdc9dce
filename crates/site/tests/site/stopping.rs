use std::io::ErrorKind;
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::Builder;

use crate::client::{Client, QUICK, SLOW, wait_until};

#[test]
fn it_stops_when_dropped() {
    let site = site::start(SLOW).unwrap();
    let mut idle = Client::new(&site);
    idle.get("/python?delay=0");
    let silent = Client::new(&site);
    let mut waiting = [(); 20].map(|()| Client::new(&site));
    waiting.iter_mut().for_each(|client| client.ask("/python"));
    wait_until("all wait", || site.stats().requests == 21);
    let address = site.url("");
    let address = address.strip_prefix("http://").unwrap();

    let start = Instant::now();
    drop(site);
    assert!(start.elapsed() < Duration::from_secs(1));

    for mut client in waiting.into_iter().chain([idle, silent]) {
        assert!(client.has_been_cut_off());
    }
    let error = TcpStream::connect(address).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
}

#[test]
fn it_stops_and_starts_inside_a_runtime() {
    let runtime = Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let site = site::start(QUICK).unwrap();
        assert_eq!(Client::new(&site).get("/python").status, 200);
    });
}

#[test]
fn many_sites_have_a_port_each() {
    let sites = [(); 20].map(|()| site::start(QUICK).unwrap());
    thread::scope(|scope| {
        for site in &sites {
            scope.spawn(|| Client::new(site).get("/python"));
        }
    });
    assert!(sites.iter().all(|site| site.stats().requests == 1));
}
