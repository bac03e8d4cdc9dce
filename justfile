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

# check the format and the lints, run the tests, compare the outputs
[group('checks')]
test: lint build
    cargo test --workspace --quiet
    cargo run --quiet --bin checks -- diff

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

# check the format, then run clippy with warnings as errors
[group('checks')]
lint:
    cargo fmt --check
    cargo clippy --workspace --all-targets --quiet -- --deny warnings

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
