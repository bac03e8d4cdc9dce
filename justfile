# What a check has found is put into docs/src/reliability.md by these.
figure := "cargo run --quiet --bin checks -- figure"
section := "cargo run --quiet --bin checks -- section"

[private]
default:
    @{{ just_executable() }} --justfile {{ justfile() }} --list --unsorted

# run a demo, or one of its examples: just run 02-threads workers 9 1 7 4 5
[group('demos')]
[no-exit-message]
[positional-arguments]
run *demo:
    @scripts/run "$@"

# build and run every example, show its output and compare it
[group('demos')]
[no-exit-message]
all: build
    @cargo run --quiet --bin checks -- diff --show

# serve the little local web of the examples that fetch, until interrupted
[group('demos')]
[no-exit-message]
site:
    @cargo run --quiet --bin site

# list the demos and their examples, a sentence each
[group('demos')]
list: build
    @cargo run --quiet --bin checks -- list

# compare with the chapters, with Python and across models: just diff greeter
[group('checks')]
[no-exit-message]
[positional-arguments]
diff *example: build
    @cargo run --quiet --bin checks -- diff "$@"

# measure what each model costs, in three minutes: just costs --quick
[group('checks')]
[no-exit-message]
[positional-arguments]
costs *arguments:
    @cargo build --workspace --bins --quiet --release
    @cargo run --quiet --release --bin costs -- "$@"

# inject every fault into every demo, in two minutes: just faults --quick 02
[group('checks')]
[no-exit-message]
[positional-arguments]
faults *arguments: build
    @cargo run --quiet --bin faults -- "$@"

# lint, test, compare the outputs, inject faults, run the models
[group('checks')]
test: lint build
    @{{ figure }} '`cargo test`' -- cargo test --workspace --quiet
    @{{ figure }} '`just diff`' -- cargo run --quiet --bin checks -- diff
    @{{ figure }} '`just faults --quick`' -- cargo run --quiet --bin faults -- --quick
    @{{ figure }} '`just model`' -- {{ just_executable() }} --justfile {{ justfile() }} model

# run all checks there are, the long ones too; an hour
[group('checks')]
check-deep: test lint-tls
    mkdir -p target/reliability
    {{ figure }} '`just faults`' -- cargo run --quiet --bin faults -- --report target/reliability/faults.md
    {{ section }} faults target/reliability/faults.md
    {{ figure }} '`just leaks`' -- scripts/leaks --report target/reliability/leaks.md
    {{ section }} leaks target/reliability/leaks.md
    {{ figure }} '`just tsan`' -- scripts/tsan --report target/reliability/tsan.md
    {{ section }} tsan target/reliability/tsan.md
    {{ figure }} '`just audit`' -- scripts/audit
    {{ figure }} '`just soak`' -- cargo run --quiet --bin checks -- soak --second 0.02 --report target/reliability/soak.md
    {{ section }} soak target/reliability/soak.md

# run small models in every order there is, and find the bugs planted in them
[group('checks')]
[no-exit-message]
model:
    @RUSTFLAGS="--cfg loom" cargo run --quiet --release --package models --target-dir target/loom

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
    @cargo run --quiet --bin checks -- soak --second 0.02 "$@"

# check licences, bans, sources and known advisories of all dependencies
[group('checks')]
[no-exit-message]
[positional-arguments]
audit *arguments:
    @scripts/audit "$@"

# check the format, then run clippy with warnings as errors
[group('checks')]
lint:
    cargo fmt --check
    cargo clippy --workspace --all-targets --quiet -- --deny warnings
    RUSTFLAGS="--cfg loom" cargo clippy --package models --quiet --target-dir target/loom -- --deny warnings

# run clippy on what a build with TLS adds
[group('checks')]
lint-tls:
    cargo clippy --workspace --features tls --quiet -- --deny warnings

# format all Rust code
[group('work')]
fmt:
    cargo fmt

# write what an example prints now into its chapter: just record greeter
[group('work')]
[positional-arguments]
record *example: build
    @cargo run --quiet --bin checks -- record "$@"

# build every demo
[group('work')]
build:
    @cargo build --workspace --bins --quiet
