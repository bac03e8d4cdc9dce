use crate::client::{Client, QUICK, stats};

#[test]
fn nonsense_is_refused_and_does_no_harm() {
    let site = site::start(QUICK).unwrap();
    let long = "x".repeat(1_000_000);
    for request in [
        "nonsense\r\n\r\n",
        "\0\u{1}\u{2}\u{3}\r\n\r\n",
        "GET\r\n\r\n",
        "GET /python HTTP/7.0\r\n\r\n",
        "GET /python HTTP/1.1\r\nno colon\r\n\r\n",
        &format!("GET /{long} HTTP/1.1\r\n\r\n"),
        &format!("GET /python HTTP/1.1\r\nX: {long}\r\n\r\n"),
        &format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(10_000)),
    ] {
        let what = &request[..request.len().min(50)];
        let mut client = Client::new(&site);
        let answer = client.talk(request);
        let answer = String::from_utf8(answer).unwrap();
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 4"),
            "{what}: {answer}"
        );
    }
    assert_eq!(site.stats(), stats(0, 0, 0));
    assert_eq!(Client::new(&site).get("/python").status, 200);
}

#[test]
fn silent_and_half_requests_keep_nobody_waiting() {
    let site = site::start(QUICK).unwrap();
    let _silent = Client::new(&site);
    let mut half = Client::new(&site);
    half.send("GET /python HT");
    let mut body = Client::new(&site);
    body.send("GET /python HTTP/1.1\r\nContent-Length: 9999\r\n\r\n");
    assert_eq!(body.receive().body.len(), 7699);
    assert_eq!(Client::new(&site).get("/python").status, 200);
    assert_eq!(site.stats(), stats(2, 2, 1));
}
