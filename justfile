# These put what a check has found into docs/src/reliability.md.
figure := "cargo run --quiet --package checks -- figure"
section := "cargo run --quiet --package checks -- section"

[private]
default:
    @"{{ just_executable() }}" --justfile "{{ justfile() }}" --list --unsorted

# run a demo, or one of its examples: just run 02-threads workers 9 1 7 4 5
[group('demos')]
[no-exit-message]
[positional-arguments]
run *demo:
    @scripts/run "$@"

# run and compare every example, and show all times on one board: --show
[group('demos')]
[no-exit-message]
[positional-arguments]
all *arguments: build
    @cargo run --quiet --package checks -- all "$@"

# serve the local site of the examples that fetch, until interrupted
[group('demos')]
[no-exit-message]
[positional-arguments]
site *arguments:
    @cargo run --quiet --package site -- "$@"

# run a Python counterpart: just python 02 workers 9 1 7 4 5
[group('demos')]
[no-exit-message]
[positional-arguments]
python *demo:
    @cargo run --quiet --package checks -- python "$@"

# list the demos and their examples, a sentence each: --json
[group('demos')]
[no-exit-message]
[positional-arguments]
list *arguments:
    @cargo run --quiet --package checks -- list "$@"

# print a script that completes rooms and examples: just completions bash
[group('demos')]
[no-exit-message]
completions shell:
    @cargo run --quiet --package checks -- completions {{ shell }}

# compare with the chapters, with Python and across models: just diff 02 greeter
[group('checks')]
[no-exit-message]
[positional-arguments]
diff *example: build
    @cargo run --quiet --package checks -- diff "$@"

# check the articles' claims, or tell one's story: just claims C11
[group('checks')]
[no-exit-message]
[positional-arguments]
claims *claims: build
    @cargo run --quiet --package checks -- claims "$@"

# show two siblings, or Rust and Python: just compare greeter 02 06
[group('demos')]
[no-exit-message]
[positional-arguments]
compare *example:
    @cargo run --quiet --package checks -- compare "$@"

# draw what ran when: just lanes 02 workers 9 1 7 4 5, --python, or -- command
[group('demos')]
[no-exit-message]
[positional-arguments]
lanes *arguments: build
    @cargo run --quiet --package lanes --bin lanes -- "$@"

# make the book in target/book: --open shows it, --serve follows changes
[group('demos')]
[no-exit-message]
[positional-arguments]
book *arguments:
    @scripts/book "$@"

# look at the whole book in a browser, and follow all its links
[group('checks')]
[no-exit-message]
[positional-arguments]
book-test *arguments:
    @scripts/book-test "$@"

# measure what each model costs, in three minutes: just costs --quick
[group('checks')]
[no-exit-message]
[positional-arguments]
costs *arguments:
    @case "${1:-}" in -h | --help) ;; *) scripts/build --release ;; esac
    @cargo run --quiet --release --package costs -- "$@"

# inject every fault into every demo, in five minutes: just faults --quick 02
[group('checks')]
[no-exit-message]
[positional-arguments]
faults *arguments: build
    @cargo run --quiet --package faults --bin faults -- "$@"

# hand out an exercise, and check it from then on: just exercise 02 --hint
[group('workshop')]
[no-exit-message]
[positional-arguments]
exercise *arguments:
    @cargo run --quiet --package workshop -- "$@"

# run a wrong variant of an example: just variant no-join 4 1 3 2
[group('workshop')]
[no-exit-message]
[positional-arguments]
variant *arguments:
    @cargo run --quiet --package workshop --bin variants -- "$@"

# say what this machine lacks for the workshop
[group('workshop')]
[no-exit-message]
doctor:
    @scripts/doctor

# download and build all there is, so that it works without a network
[group('workshop')]
[no-exit-message]
[positional-arguments]
prefetch *arguments:
    @scripts/prefetch "$@"

# fill a USB stick for machines without a network: just pack /media/stick
[group('workshop')]
[no-exit-message]
[positional-arguments]
pack *arguments:
    @scripts/pack "$@"

# lint, test, compare outputs, inject faults, explore interleavings
[group('checks')]
test: lint build
    cargo test --workspace --quiet
    @cargo run --quiet --package checks -- diff
    @cargo run --quiet --package checks -- diff --observed
    @cargo run --quiet --package faults --bin faults -- --quick
    @"{{ just_executable() }}" --justfile "{{ justfile() }}" interleavings

# run all checks there are, the long ones too; an hour
[group('checks')]
check-deep: lint build lint-tls
    mkdir -p target/reliability
    {{ figure }} '`cargo test`' -- cargo test --workspace --quiet
    {{ figure }} '`just diff`' -- cargo run --quiet --package checks -- diff
    {{ figure }} '`just interleavings`' -- "{{ just_executable() }}" --justfile "{{ justfile() }}" interleavings
    {{ figure }} '`just mutants`' -- scripts/mutants
    {{ figure }} '`just faults`' -- cargo run --quiet --package faults --bin faults -- --report target/reliability/faults.md
    {{ section }} faults target/reliability/faults.md
    {{ figure }} '`just leaks`' -- scripts/leaks --report target/reliability/leaks.md
    {{ section }} leaks target/reliability/leaks.md
    {{ figure }} '`just tsan`' -- scripts/tsan --report target/reliability/tsan.md
    {{ section }} tsan target/reliability/tsan.md
    {{ figure }} '`just audit`' -- scripts/audit
    scripts/windows
    {{ figure }} '`just soak`' -- cargo run --quiet --package checks -- soak --second 0.02 --heading "$(date +%F), $(uname -sr), $(nproc) cores" --report target/reliability/soak.md
    {{ section }} soak target/reliability/soak.md

# run small programs in every interleaving, and find the bugs planted in them
[group('checks')]
[no-exit-message]
interleavings:
    @RUSTFLAGS="--cfg loom" cargo run --quiet --release --package interleavings --target-dir target/loom

# break the code in one place at a time; a check must notice: just mutants 03
[group('checks')]
[no-exit-message]
[positional-arguments]
mutants *words:
    @scripts/mutants "$@"

# run every example under ThreadSanitizer, and find planted races: --quick
[group('checks')]
[no-exit-message]
[positional-arguments]
tsan *arguments:
    @scripts/tsan "$@"

# run every example under LeakSanitizer, and find planted leaks: --quick
[group('checks')]
[no-exit-message]
[positional-arguments]
leaks *arguments:
    @scripts/leaks "$@"

# run each example very often: alone, on one core, beside a load: --times 30
[group('checks')]
[no-exit-message]
[positional-arguments]
soak *arguments: build
    @cargo run --quiet --package checks -- soak --second 0.02 "$@"

# check licences, bans, sources and known advisories of all dependencies
[group('checks')]
[no-exit-message]
[positional-arguments]
audit *arguments:
    @scripts/audit "$@"

# check that the rooms without fork compile for Windows
[group('checks')]
[no-exit-message]
windows:
    @scripts/windows

# check the format, then run clippy with warnings as errors
[group('checks')]
lint:
    cargo fmt --check
    cargo clippy --workspace --all-targets --quiet -- --deny warnings
    RUSTFLAGS="--cfg loom" cargo clippy --package interleavings --quiet --target-dir target/loom -- --deny warnings

# run clippy on what a build with TLS adds
[group('checks')]
lint-tls:
    cargo clippy --workspace --features tls --quiet -- --deny warnings

# ask each Python there is what of the claims depends on its version
[group('work')]
[no-exit-message]
versions:
    @python3 crates/claims/by_version/table.py

# format all Rust code
[group('work')]
fmt:
    cargo fmt

# write into a chapter what an example prints, and draw it: just record greeter
[group('work')]
[no-exit-message]
[positional-arguments]
record *example: build
    @cargo build --quiet --package lanes
    @cargo run --quiet --package checks -- record "$@"

# make PDFs in target/handout: sheets, notes, slides, the book: just handout --record
[group('work')]
[no-exit-message]
[positional-arguments]
handout *arguments:
    @scripts/handout "$@"

# build every demo
[group('work')]
build:
    @scripts/build
