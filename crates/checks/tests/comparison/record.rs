use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::fixture::Fixture;

const ROOM: &str = "02-threads";

const CHAPTER: &str = "\
# Threads *✓*

```console
$ just run 02-threads old
a line of old
another
```
Text,  with   trailing space   

```console,unordered
$ just run 02-threads greeter
Luciano
Guido
```

```console
$ just run 02-threads empty
```
```console,ignore
$ just run 02-threads ignored
old
```
no newline at the end";

fn fixture() -> Fixture {
    Fixture::new().file("docs/src/02-threads.md", CHAPTER).demo(
        ROOM,
        "case $1 in
            greeter) echo Guido; echo Luciano;;
            *) echo new;;
        esac",
    )
}

#[test]
fn writes_what_differs_and_nothing_else() {
    let fixture = fixture();
    let chapter = fixture.path("docs/src/02-threads.md");
    let mode = fs::Permissions::from_mode(0o640);
    fs::set_permissions(&chapter, mode.clone()).unwrap();

    let outcome = fixture.run("record");
    outcome.is(0, &["recorded: 02-threads old\nrecorded: 02-threads empty\n"]);
    assert!(!outcome.stdout.contains("greeter"));
    let expected = CHAPTER
        .replace("a line of old\nanother\n", "new\n")
        .replace("threads empty\n", "threads empty\nnew\n");
    assert_eq!(fs::read_to_string(&chapter).unwrap(), expected);
    assert_eq!(
        fs::metadata(&chapter).unwrap().permissions().mode() & 0o777,
        mode.mode()
    );
    assert_eq!(fs::read_dir(fixture.path("docs/src")).unwrap().count(), 1);
    fixture.run("diff").is_green(&["3 examples, "]);
}

#[test]
fn writes_all_or_some_if_asked() {
    let fixture = fixture();
    fixture.run("record empty").is(0, &["recorded: 02-threads empty\n"]);
    fixture.run("diff").is_red(&["── 02-threads old: "]);
    let outcome = fixture.run("record --all greeter");
    outcome.is(0, &["recorded: 02-threads greeter\n"]);
    let text =
        fs::read_to_string(fixture.path("docs/src/02-threads.md")).unwrap();
    assert!(text.contains("greeter\nGuido\nLuciano\n```"));
}

#[test]
fn a_session_is_what_was_printed_when_its_picture_was_drawn() {
    // It draws nothing if the picture may be kept, and is there.
    let lanes = "while [ $# -gt 0 ]; do case $1 in
            --svg) file=$2;;
            --keep) keep=1;;
        esac; shift; done
        [ -n \"$keep\" ] && [ -e \"$file\" ] || echo $$ > \"$file\"
        echo drawn";
    let picture = "![empty](empty.svg \"just lanes 02-threads empty\")\n";
    let fixture =
        fixture().file("docs/src/other.md", picture).demo("lanes", lanes);
    let says = &["drawn: 02-threads empty\nrecorded: 02-threads empty\n"];
    fixture.run("record empty").is(0, says);
    let chapter = fixture.path("docs/src/02-threads.md");
    let text = fs::read_to_string(&chapter).unwrap();
    assert!(text.contains("threads empty\ndrawn\n```"), "{text}");

    // The session is as it was, and so is the picture.
    let fixture = fixture.demo(ROOM, "echo drawn");
    let outcome = fixture.run("record empty");
    assert_eq!((outcome.code, &*outcome.stdout), (Some(0), ""));

    // The session differs, so both are made anew.
    let fixture = fixture.demo(ROOM, "echo changed");
    fixture.run("record empty").is(0, says);
}

#[test]
fn refuses_what_is_no_record() {
    for (script, says) in [
        ("echo half; echo sorry >&2; exit 1", "exit status: 1\nsorry"),
        ("printf 'no newline'", "a chapter can't show \"no newline\""),
        ("echo '```'", "a chapter can't show \"```\\n\""),
    ] {
        let fixture = fixture().demo(ROOM, script);
        fixture.run("record old").is(1, &["02-threads old: ", says]);
        let text =
            fs::read_to_string(fixture.path("docs/src/02-threads.md")).unwrap();
        assert_eq!(text, CHAPTER);
    }
}

#[test]
fn what_a_sibling_has_recorded_stays_there() {
    let fixture = Fixture::new()
        .chapter("01-in-turn", "console", "fib 9\nnine")
        .chapter(ROOM, "console,as-in-01", "fib 9")
        .demo("01-in-turn", "echo nine")
        .demo(ROOM, "echo nine");
    fixture.run("diff").is_green(&["2 examples, "]);
    let outcome = fixture.run("record --all");
    outcome.is(0, &[]);
    assert_eq!(outcome.stdout, "recorded: 01-in-turn fib 9\n");

    let fixture = fixture.demo(ROOM, "echo ten");
    let outcome = fixture.run("diff");
    let record = "── 02-threads fib 9: recorded in 01 and Rust: different";
    let sibling = "── 02-threads fib 9: 01-in-turn fib 9 and Rust: different";
    outcome.is(1, &[record, sibling, "- nine\n+ ten\n"]);
    assert_eq!(fixture.run("record").stdout, "");
}
