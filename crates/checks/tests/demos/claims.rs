//! The ledger of claims is whole, and what leads to it arrives.

use std::fs;
use std::process::Command;

use checks::chapter;
use checks::claims::{Claim, Ledger};

use crate::demo::{root, run_all};

#[test]
fn each_claim_has_one_row_and_its_links_lead_to_sessions() {
    let ledger = Ledger::read(&root()).unwrap();
    let sessions = chapter::read_all(&root()).unwrap();
    let mut ids: Vec<_> = ledger.claims.iter().map(|it| &it.id).collect();
    ids.sort();
    let expected: Vec<_> = (1..=82).map(|id| format!("C{id:02}")).collect();
    assert!(ids.into_iter().eq(&expected));
    let answered = ledger.claims.iter().filter(|it| it.is_answered());
    assert_eq!(answered.count(), 76);
    for claim in &ledger.claims {
        for (room, example) in claim.examples() {
            let known = sessions
                .iter()
                .any(|it| it.room == room && it.example == example);
            assert!(known, "{}: {room} {example}", claim.id);
        }
    }
}

#[test]
fn each_link_to_a_claim_leads_to_its_row() {
    let ledger = fs::read_to_string(root().join("docs/src/claims.md")).unwrap();
    let mut count = 0;
    for page in fs::read_dir(root().join("docs/src")).unwrap() {
        let page = page.unwrap().path();
        if page.extension().is_none_or(|it| it != "md") {
            continue;
        }
        let text = fs::read_to_string(&page).unwrap();
        for link in text.split("[C").skip(1) {
            let Some((id, link)) = link.split_once("](") else { continue };
            if !id.starts_with(|c: char| c.is_ascii_digit()) {
                continue; // [Choosing], for instance
            }
            let target = link.split_once(')').unwrap().0;
            let (file, anchor) = target.split_once('#').unwrap();
            let row = format!("<a id=\"{anchor}\"></a>C{id} ");
            let place = page.display();
            assert!(["claims.md", ""].contains(&file), "{place}: {id}");
            assert!(ledger.contains(&row), "{place}: {id}");
            count += 1;
        }
    }
    assert!(count > 60, "{count}");
}

#[test]
fn each_of_the_twelve_on_paper_leads_to_an_answered_row() {
    let ledger = Ledger::read(&root()).unwrap();
    let paper = root().join("docs/handout/claims.toml");
    let paper = fs::read_to_string(paper).unwrap();
    let commands = paper.split("see = \"just claims ").skip(1);
    let ids: Vec<_> = commands.map(|it| it.split('"').next()).collect();
    assert_eq!(ids.len(), 12);
    for id in ids {
        let claim = ledger.claims.iter().find(|it| Some(&*it.id) == id);
        assert!(claim.is_some_and(Claim::is_answered), "{id:?}");
    }
}

#[test]
fn a_claim_that_is_run_leads_to_the_ledger() {
    let output = Command::new(root().join("scripts/run"))
        .args(["claims", "C11"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.ends_with("did you mean 'just claims C11'?\n"), "{text}");
    assert_eq!(text.lines().count(), 1);
}

/// The tests of 06 do the same with tokio's clock.
#[test]
fn say_after_takes_exact_virtual_seconds_in_python() {
    let code = "\
import asyncio, importlib, sys
sys.path[:0] = sys.argv[1:]
import virtual_clock
for name in ['in_turn', 'tasks', 'task_group']:
    example = importlib.import_module('say_after_' + name)
    async def main():
        await example.run()
        return asyncio.get_running_loop().time()
    print(name, virtual_clock.run(main()))
";
    let mut python = Command::new("python3");
    python.args(["-c", code]).env_remove("SECOND");
    python.env("PYTHONDONTWRITEBYTECODE", "1");
    for room in ["claims", "06-event-loop-tokio"] {
        python.arg(root().join("crates").join(room).join("python"));
    }
    let outcome = run_all(vec![python]).pop().unwrap();
    assert_eq!(outcome.failure, None, "{}", outcome.stderr);
    let lines = outcome.stdout.lines();
    let seconds: Vec<_> = lines.filter(|it| it.contains(".0")).collect();
    assert_eq!(seconds, ["in_turn 3.0", "tasks 2.0", "task_group 2.0"]);
}
