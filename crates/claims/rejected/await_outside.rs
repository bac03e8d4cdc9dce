//! E0728: only an async function or block may await.

fn main() {
    let greeting = hello().await;
    println!("{greeting}");
}

async fn hello() -> &'static str {
    "hello"
}
