//! Ownership: a value has one owner, and others borrow it.
//!
//! From the page *Rust for this course*.

fn main() {
    let mut text = String::from("Hello");
    append(&mut text);
    println!("{text} has {} bytes", length(&text));
    consume(text);
    // println!("{text}"); would not compile: the text has been moved (E0382).
}

/// Borrows the text, and changes it. Nothing else can use it meanwhile.
fn append(text: &mut String) {
    text.push_str(" Guido");
}

/// Borrows the text for reading. Others may read it at the same time.
fn length(text: &str) -> usize {
    text.len()
}

/// Owns the text, which is dropped at the end of the function.
fn consume(text: String) {
    println!("{text} is dropped now");
}
