//! What the sheets offer, is printed; and what they change, becomes a variant.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use checks::program::{self, Outcome};
use checks::{menu, place};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    room: String,
    title: String,
    minutes: u32,
    example: String,
    question: String,
    command: String,
    answers: Vec<Answer>,
    change: Change,
    neighbour: Neighbour,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    #[serde(default)]
    right: bool,
    output: String,
    seconds: Option<u32>,
    #[serde(default)]
    hangs: bool,
    lines: Option<String>,
    program: String,
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    before: String,
    after: String,
    variant: String,
    #[serde(default)]
    arguments: String,
    watch: String,
    output: String,
    seconds: Option<u32>,
    #[serde(default)]
    hangs: bool,
    lines: Option<String>,
    explain: String,
    #[serde(default)]
    also: Vec<Check>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Neighbour {
    question: String,
    answer: String,
    #[serde(default)]
    checks: Vec<Check>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Check {
    program: String,
    output: String,
}

/// What a sheet says of one program.
#[derive(Clone)]
struct Claim {
    sheet: String,
    program: String,
    output: String,
    lines: String,
    seconds: Option<u32>,
    hangs: bool,
}

/// How long a second of the articles takes. A sleeper wakes late on a busy
/// machine, which makes less of a difference the longer a second is.
const SECONDS: [Duration; 7] = [
    Duration::from_millis(100),
    Duration::from_millis(200),
    Duration::from_millis(400),
    Duration::from_millis(800),
    Duration::from_millis(1600),
    Duration::from_millis(1600),
    Duration::from_millis(1600),
];

/// Far more than any program needs that ends.
const LONG: Duration = Duration::from_secs(60);

/// A program that hangs is killed then; at any limit, it has not ended.
const SHORT: Duration = Duration::from_secs(2);

fn root() -> PathBuf {
    place::workspace().unwrap()
}

fn sheets() -> Vec<(String, Sheet)> {
    let folder = root().join("docs/handout/sheets");
    let files = fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    let sheets = files.iter().map(|file| {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let text = fs::read_to_string(file).unwrap();
        let sheet = toml::from_str(&text);
        (name.to_owned(), sheet.unwrap_or_else(|it| panic!("{name}: {it}")))
    });
    sheets.collect()
}

fn claims((name, sheet): &(String, Sheet)) -> Vec<Claim> {
    let claim = |program: &str, output: &str| Claim {
        sheet: name.clone(),
        program: program.to_owned(),
        output: output.to_owned(),
        lines: String::new(),
        seconds: None,
        hangs: false,
    };
    let mut claims = Vec::new();
    for answer in &sheet.answers {
        claims.push(Claim {
            lines: answer.lines.clone().unwrap_or_default(),
            seconds: answer.seconds,
            hangs: answer.hangs,
            ..claim(&answer.program, &answer.output)
        });
    }
    let change = &sheet.change;
    let changed =
        format!("just variant {} {}", change.variant, change.arguments);
    claims.push(Claim {
        lines: change.lines.clone().unwrap_or_default(),
        seconds: change.seconds,
        hangs: change.hangs,
        ..claim(changed.trim_end(), &change.output)
    });
    for check in change.also.iter().chain(&sheet.neighbour.checks) {
        claims.push(claim(&check.program, &check.output));
    }
    claims
}

/// The programs of the rooms. `cargo test` builds no other package's.
fn programs() -> &'static Path {
    static FOLDER: OnceLock<&Path> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let build = Command::new(root().join("scripts/build")).status();
        assert!(build.unwrap().success());
        Path::new(env!("CARGO_BIN_EXE_variants")).parent().unwrap()
    })
}

/// What `just run …` and `just variant …` run.
fn command(program: &str, second: Duration) -> Command {
    let words: Vec<_> = program.split(' ').collect();
    let (name, rest) = match words[..] {
        ["just", "run", room, ref rest @ ..] => (room, rest),
        ["just", "variant", ref rest @ ..] => ("variants", rest),
        _ => panic!("{program}: neither just run nor just variant"),
    };
    let mut command = Command::new(programs().join(name));
    command.args(rest).env("SECOND", second.as_secs_f64().to_string());
    command
}

fn run(claims: &[Claim], second: Duration, limit: Duration) -> Vec<Outcome> {
    let commands = claims.iter().map(|it| command(&it.program, second).into());
    program::run_all(commands.collect(), limit, 16).unwrap()
}

/// The lines of an output that are offered.
fn offered(stdout: &str, start: &str) -> String {
    let lines = stdout.lines().filter(|line| line.starts_with(start));
    lines.map(|line| format!("{line}\n")).collect()
}

/// Whether a program printed what its sheet says, in that time.
fn holds(claim: &Claim, outcome: &Outcome, second: Duration) -> bool {
    let printed = offered(&outcome.stdout, &claim.lines) == claim.output;
    if claim.hangs {
        let failure = outcome.failure.as_deref().unwrap_or_default();
        return printed && failure.starts_with("not done");
    }
    let in_time = claim.seconds.is_none_or(|seconds| {
        // A sleep never ends too early, so no retry mends this.
        let least = seconds * second;
        assert!(outcome.elapsed >= least, "{}: {outcome:?}", claim.program);
        outcome.elapsed < least + second
    });
    printed && in_time && outcome.failure.is_none()
}

#[test]
fn each_program_prints_what_its_sheet_says() {
    let claims: Vec<_> = sheets().iter().flat_map(claims).collect();
    assert!(claims.len() >= 8 * 4);
    let (sleeping, others): (Vec<_>, Vec<_>) =
        claims.into_iter().partition(|it| it.seconds.is_some());
    let (hanging, ending): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|it| it.hangs);
    assert!(!hanging.is_empty());
    for (claims, limit) in [(hanging, SHORT), (ending, LONG)] {
        let outcomes = run(&claims, SECONDS[0], limit);
        for (claim, outcome) in claims.iter().zip(outcomes) {
            let true_to_sheet = holds(claim, &outcome, SECONDS[0]);
            assert!(true_to_sheet, "sheet {}: {outcome:?}", claim.sheet);
        }
    }

    let mut claims = sleeping;
    let mut wrong = String::new();
    for second in SECONDS {
        let outcomes = run(&claims, second, LONG);
        wrong.clear();
        let mut again = Vec::new();
        for (claim, outcome) in claims.into_iter().zip(outcomes) {
            if !holds(&claim, &outcome, second) {
                let Claim { sheet, program, .. } = &claim;
                wrong += &format!("sheet {sheet}: {program}: {outcome:?}\n");
                again.push(claim);
            }
        }
        claims = again;
    }
    assert!(claims.is_empty(), "{wrong}");
}

#[test]
fn each_room_has_a_sheet_of_one_question_and_three_answers() {
    // The experiments on the claims have no number, and no sheet.
    let mut rooms = menu::rooms(&root()).unwrap();
    rooms.retain(|room| room.starts_with('0'));
    let sheets = sheets();
    assert_eq!(sheets.len(), rooms.len());
    for ((name, sheet), room) in sheets.iter().zip(rooms) {
        assert_eq!(sheet.room, room);
        assert!(room.starts_with(name));
        assert!(sheet.example.starts_with(&format!("crates/{room}/src/")));
        assert!((10..=15).contains(&sheet.minutes), "{name}");
        for text in [
            &sheet.title,
            &sheet.question,
            &sheet.change.watch,
            &sheet.change.explain,
            &sheet.neighbour.question,
            &sheet.neighbour.answer,
        ] {
            assert!(!text.is_empty(), "{name}");
        }

        assert_eq!(sheet.answers.len(), 3, "{name}");
        let right: Vec<_> =
            sheet.answers.iter().filter(|it| it.right).collect();
        let [right] = right[..] else { panic!("{name}: one is right") };
        assert_eq!(right.program, sheet.command, "{name}");
        let own = format!("just run {room} ");
        assert!(right.program.starts_with(&own), "{name}");
        let mut offered = Vec::new();
        for answer in &sheet.answers {
            let variant = answer.program.starts_with("just variant ");
            assert_ne!(variant, answer.right, "{name}: {}", answer.program);
            assert!(!answer.why.is_empty(), "{name}");
            let one = (&answer.output, answer.seconds, answer.hangs);
            assert!(!offered.contains(&one), "{name}: {one:?} twice");
            offered.push(one);
        }
    }
}

#[test]
fn the_right_answer_is_not_always_the_same_letter() {
    let mut count = [0; 3];
    for (_, sheet) in sheets() {
        count[sheet.answers.iter().position(|it| it.right).unwrap()] += 1;
    }
    assert!(count.iter().all(|&it| it >= 2), "{count:?}");
}

/// A file's code: without its head doc, and without the attributes that keep
/// the compiler silent about what the change leaves unused.
fn code(text: &str) -> String {
    let mut lines: Vec<_> = text.lines().collect();
    lines.retain(|line| !line.starts_with("//!"));
    lines.retain(|line| !line.starts_with("#[expect("));
    lines.join("\n").trim().to_owned()
}

#[test]
fn the_line_to_change_makes_the_variant_of_the_example() {
    for (name, sheet) in sheets() {
        let Change { before, after, variant, .. } = &sheet.change;
        let example = fs::read_to_string(root().join(&sheet.example)).unwrap();
        assert_eq!(example.matches(before).count(), 1, "{name}: {before}");
        let changed = code(&example.replace(before, after));
        let file = format!("{}.rs", variant.replace('-', "_"));
        let file = root().join("crates/workshop/src/variants").join(file);
        assert_eq!(changed, code(&fs::read_to_string(file).unwrap()), "{name}");

        // One line, or one that is moved.
        let (mut old, mut new): (Vec<_>, Vec<_>) =
            (before.lines().collect(), after.lines().collect());
        if old.len() > 1 {
            old.sort_unstable();
            new.sort_unstable();
            assert_eq!(old, new, "{name}");
        } else {
            assert_eq!((old.len(), new.len()), (1, 1), "{name}");
        }
    }
}

#[test]
fn each_variant_says_how_to_run_it_and_is_on_its_sheet() {
    let sheets = sheets();
    let folder = root().join("crates/workshop/src/variants");
    let mut count = 0;
    for file in fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        let stem = file.file_stem().unwrap().to_str().unwrap();
        if stem == "main" {
            continue;
        }
        let variant = format!("just variant {}", stem.replace('_', "-"));
        let text = fs::read_to_string(&file).unwrap();
        let head = text.lines().take_while(|line| line.starts_with("//!"));
        let head: Vec<_> = head.collect();
        let [.., run, output, sheet] = head[..] else { panic!("{stem}") };
        let run = run.strip_prefix("//! Run:    ").expect("Run:");
        assert!(format!("{run} ").starts_with(&format!("{variant} ")), "{run}");
        assert!(output.starts_with("//! Output: "), "{stem}: {output}");
        let number = &sheet.strip_prefix("//! Sheet:  ").expect("Sheet:")[..2];
        let own = sheets.iter().find(|(name, _)| name == number).unwrap();
        let used = claims(own).iter().any(|claim| {
            format!("{} ", claim.program).starts_with(&format!("{variant} "))
        });
        assert!(used, "{stem} is not on sheet {number}");
        assert!(text.lines().count() <= 80, "{stem}: more than a screen");
        count += 1;
    }
    assert_eq!(count, 19);
}
