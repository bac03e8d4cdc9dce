//! compiles: in an async block, a plain function may await.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

fn main() {
    let mut greeting = pin!(async { hello().await.len() });
    let mut context = Context::from_waker(Waker::noop());
    let poll = greeting.as_mut().poll(&mut context);
    println!("found: {}", if poll == Poll::Ready(5) { 0 } else { 1 });
}

async fn hello() -> &'static str {
    "hello"
}
