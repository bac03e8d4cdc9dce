//! `checks claims`: a row of the ledger, and what its program prints.

use crate::fixture::Fixture;

const HEAD: &str = "| id | from | claim | Python | Rust | shown by |";

/// A ledger with one row, and the experiment that it links to.
fn ledger(rust: &str, session: &str, prints: &str) -> Fixture {
    let page = format!(
        "{HEAD}\n|---|---|---|---|---|---|\n| <a id=\"c11\"></a>C11 | A0 | \
         They look so. | – | {rust} | [hand-offs](#hand-offs), \
         [costs](costs.md#figures) |\n\n## `hand-offs`\n\n[Rust](x.rs)\n\n\
         Two throw a ball.\n\n```console\n$ just run claims hand-offs\n\
         {session}\n```\n"
    );
    Fixture::new()
        .file("docs/src/claims.md", &page)
        .file(
            "docs/src/costs.md",
            "\n\n| unit | median |\n| a | 1 ns |\n| b | 1 s |\n",
        )
        .demo("claims", &format!("echo {prints}"))
}

#[test]
fn a_row_holds_if_its_words_are_printed() {
    let ledger =
        ledger("No: `in turns`, `a < b`", "in turns: 2", "in turns: 2");
    let says = ["C11 Python – –", "Rust   ✓ No", "1 claim, 1 answered by a"];
    ledger.run("claims").is(0, &says);
    let story =
        ["Two throw a ball.", "$ just run claims hand-offs", "in turns"];
    ledger.run("claims c11").is(0, &story);
    ledger.run("claims hand-offs").is(0, &says);
}

#[test]
fn a_row_is_wrong_if_its_words_are_not_printed() {
    for quote in ["at once", "b < a"] {
        let ledger = ledger(&format!("No: `{quote}`"), "in turns", "in turns");
        ledger.run("claims").is(1, &[&format!("not printed: {quote}")]);
    }
}

#[test]
fn a_row_is_wrong_if_its_session_differs() {
    let ledger = ledger("No: `turns`", "in turns", "no turns");
    let says = ["claims hand-offs prints something else", "1 wrong"];
    ledger.run("claims").is(1, &says);
}

#[test]
fn an_unknown_claim_is_refused() {
    let ledger = ledger("No: `turns`", "in turns", "in turns");
    let says = ["no claim or experiment 'handoffs'; did you mean 'hand-offs'?"];
    ledger.run("claims handoffs").is(2, &says);
    ledger.run("claims C99").is(2, &["no claim 'C99'"]);
}

#[test]
fn what_only_linux_has_is_not_compared_elsewhere() {
    let all = |info| Fixture::with("claims", info, "coffee\nhot", "echo hot");
    let linux = all("console,linux").run("diff");
    match cfg!(target_os = "linux") {
        true => linux.is_green(&["claims coffee"]),
        false => linux.is_green(&["1 not compared (it needs Linux)"]),
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_needs_two_cores_is_not_compared_on_one() {
    let fixture =
        Fixture::with("claims", "console,two-cores", "coffee\nhot", "echo hot");
    let one = checks::one_core::OneCore::new().unwrap();
    let outcome = fixture.run("diff");
    drop(one);
    outcome.is_green(&["1 not compared (it needs two cores)"]);
}
