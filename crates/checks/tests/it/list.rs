use crate::fixture::Fixture;

#[test]
fn the_menu_in_the_order_of_the_rooms() {
    let help = |about: &str, heading: &str| {
        format!(
            "[ \"$1\" = --help ] && cat <<'END'
{about}. Without an example: a guided tour

Usage: it [EXAMPLE]

{heading}:
  greeter    Greet three people
  say-after  Say something later

Options:
  -h, --help  Print help
END"
        )
    };
    let outcome = Fixture::new()
        .demo("02-threads", &help("Threads", "Examples"))
        .demo("01-sequential", &help("One by one", "Commands"))
        .file("crates/checks/Cargo.toml", "")
        .run("list");
    outcome.is(0, &[]);
    assert_eq!(
        outcome.stdout,
        "\
01-sequential: One by one
  greeter    Greet three people
  say-after  Say something later

02-threads: Threads
  greeter    Greet three people
  say-after  Say something later
"
    );
}
