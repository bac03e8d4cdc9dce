//! The whole program, with the two questions that take just seconds.

use std::error::Error;
use std::fs;
use std::process::{Command, Output};

const COSTS: &str = env!("CARGO_BIN_EXE_costs");

fn costs(args: &[&str]) -> Result<Output, Box<dyn Error>> {
    Ok(Command::new(COSTS).args(args).output()?)
}

#[test]
fn a_run_prints_a_table_and_can_be_shown_again() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let into = folder.path().to_str().ok_or("not UTF-8")?;
    let args = ["--quick", "--only", "units", "--into", into];
    let measured = costs(&args)?;
    let errors = String::from_utf8(measured.stderr)?;
    assert!(measured.status.success(), "{errors}");
    let table = String::from_utf8(measured.stdout)?;
    for unit in ["plain call", "tokio task", "thread", "process"] {
        assert!(table.contains(unit), "no {unit} in {table}");
    }
    assert!(!table.contains("waiting unit"), "not asked for: {table}");

    let file = folder.path().join("costs.json");
    let json = fs::read_to_string(&file)?;
    assert!(json.contains(r#""subject": "tokio task""#), "{json}");
    let file = file.to_str().ok_or("not UTF-8")?;
    let again = costs(&["--from", file, "--into", into])?;
    assert_eq!(String::from_utf8(again.stdout)?, table);
    let goals = costs(&["--goals", "--from", file, "--into", into])?;
    let goals = String::from_utf8(goals.stdout)?;
    assert!(goals.contains("not measured"), "{goals}");
    Ok(())
}

#[test]
fn the_waterfall_is_drawn_by_itself() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let into = folder.path().to_str().ok_or("not UTF-8")?;
    let measured = costs(&["--only", "waterfall", "--into", into])?;
    let errors = String::from_utf8(measured.stderr)?;
    assert!(measured.status.success(), "{errors}");
    let table = String::from_utf8(measured.stdout)?;
    for model in ["in turn", "five threads", "tasks, all at once"] {
        assert!(table.contains(&format!("40 × {model}")), "{table}");
    }
    let svg = fs::read_to_string(folder.path().join("waterfall.svg"))?;
    assert!(svg.contains("<title>40 requests of 50 ms each"), "{svg}");
    assert!(!folder.path().join("curves.svg").exists());
    Ok(())
}

#[test]
fn the_swarm_probe_reports_like_an_example() -> Result<(), Box<dyn Error>> {
    let probe = costs(&["probe", "swarm", "5", "1"])?;
    let report = String::from_utf8(probe.stderr)?;
    assert!(report.contains(" x ideal, "), "{report}");
    Ok(())
}

#[test]
fn an_unknown_question_is_refused() -> Result<(), Box<dyn Error>> {
    let refused = costs(&["--only", "unit"])?;
    assert_eq!(refused.status.code(), Some(2));
    let error = String::from_utf8(refused.stderr)?;
    assert!(error.contains("did you mean 'units'?"), "{error}");
    Ok(())
}
