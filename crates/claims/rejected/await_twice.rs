//! E0382: a future is moved into its await, and gone after that.

fn main() {
    drop(twice());
}

async fn twice() {
    let greeting = hello();
    println!("{}", greeting.await);
    println!("{}", greeting.await);
}

async fn hello() -> &'static str {
    "hello"
}
