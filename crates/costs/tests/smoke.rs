//! The whole program, with the one question that is answered in seconds.

use std::error::Error;
use std::fs;
use std::process::{Command, Output};

const COSTS: &str = env!("CARGO_BIN_EXE_costs");

fn costs(args: &[&str]) -> Result<Output, Box<dyn Error>> {
    Ok(Command::new(COSTS).args(args).output()?)
}

#[test]
fn one_question_gives_a_table_and_a_file_that_shows_it_again()
-> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let into = folder.path().to_str().ok_or("an odd folder")?;
    let args = ["--quick", "--only", "units", "--into", into];
    let measured = costs(&args)?;
    let words = String::from_utf8(measured.stderr)?;
    assert!(measured.status.success(), "{words}");
    let table = String::from_utf8(measured.stdout)?;
    for unit in ["plain call", "tokio task", "thread", "process"] {
        assert!(table.contains(unit), "no {unit} in {table}");
    }
    assert!(!table.contains("waiting unit"), "nobody asked: {table}");

    let file = folder.path().join("costs.json");
    let json = fs::read_to_string(&file)?;
    assert!(json.contains(r#""subject": "tokio task""#), "{json}");
    let file = file.to_str().ok_or("an odd file")?;
    let again = costs(&["--from", file, "--into", into])?;
    assert_eq!(String::from_utf8(again.stdout)?, table);
    Ok(())
}

#[test]
fn a_swarm_waits_and_is_measured() -> Result<(), Box<dyn Error>> {
    let probe = costs(&["probe", "swarm", "5", "1"])?;
    let found = String::from_utf8(probe.stdout)?;
    assert!(found.contains("\"ratio\":"), "{found}");
    Ok(())
}

#[test]
fn a_question_that_nobody_knows_is_refused() -> Result<(), Box<dyn Error>> {
    let refused = costs(&["--only", "everything"])?;
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8(refused.stderr)?.contains("units"));
    Ok(())
}
