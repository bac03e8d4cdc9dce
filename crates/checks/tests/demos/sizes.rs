//! Sizes: what comes out the same everywhere, and how far each model goes.

use crate::demo::{demo, run, run_all};

/// The examples that compute the same eight lines.
const FIB: [(&str, &str); 8] = [
    ("01-sequential-greeter", "fib"),
    ("02-threads", "fib"),
    ("03-multiprocess-fork", "fib"),
    ("04-pool-map", "fib-processes"),
    ("04-pool-map", "fib-rayon"),
    ("04-pool-map", "fib-threadpool"),
    ("05-futures-executor", "fib"),
    ("06-event-loop-tokio", "fib"),
];

/// The examples that hand over a result, and what crosses if it is so large.
const BIG_RESULT: [(&str, &str, Crossed); 3] = [
    ("02-threads", "big-result", |_| 3 * size_of::<usize>()),
    ("03-multiprocess-fork", "big-result-pipe", |bytes| bytes),
    ("03-multiprocess-fork", "big-result-shared-memory", |_| 0),
];

type Crossed = fn(usize) -> usize;

#[test]
fn fibonacci_numbers_are_the_same_everywhere() {
    for (n, fib) in [(1, 1), (2, 1), (20, 6765), (27, 196_418)] {
        let expected: String = (1..=8)
            .map(|k| format!("fib({n}) x {k} = {}\n", k * fib))
            .collect();
        for (room, example) in FIB {
            let outcome = run(room, &[example, &n.to_string()]);
            assert_eq!(outcome.failure, None, "{room}: {}", outcome.stderr);
            assert_eq!(outcome.stdout, expected, "{room} {example} {n}");
        }
    }
}

#[test]
fn computing_blocks_the_loop_and_threads_do_not() {
    // With so small a number, a tick meanwhile is not likely by itself.
    let blocked_loop = || {
        let mut command = demo("06-event-loop-tokio");
        command.args(["blocked-loop", "1"]);
        command
    };
    for outcome in run_all((0..20).map(|_| blocked_loop()).collect()) {
        let expected = "ticks while the loop computed: 0\n\
                        ticks while threads computed: some\n";
        assert_eq!(outcome.stdout, expected, "{outcome:?}");
    }
}

#[test]
fn results_of_any_size_arrive_whole() {
    // A pipe holds 65536 bytes.
    for bytes in [1, 65_535, 65_536, 65_537, 10_000_000] {
        let sum: u64 = (0..bytes as u64).map(|index| index % 251).sum();
        for (room, example, crossed) in BIG_RESULT {
            let outcome = run(room, &[example, &bytes.to_string()]);
            assert_eq!(outcome.failure, None, "{room}: {}", outcome.stderr);
            let crossed = crossed(bytes);
            let expected =
                format!("{bytes} bytes, sum {sum}\ncrossed: {crossed} bytes\n");
            assert_eq!(outcome.stdout, expected, "{room} {example}");
        }
    }
}

#[test]
fn swarms_are_complete() {
    for (room, example, counts) in [
        ("02-threads", "swarm", ["1", "2000"]),
        ("03-multiprocess-fork", "swarm", ["1", "256"]),
        ("06-event-loop-tokio", "swarm", ["1", "100000"]),
        ("06-event-loop-tokio", "swarm-by-hand", ["1", "100000"]),
        ("08-green-threads", "swarm-stackful", ["1", "10000"]),
        ("08-green-threads", "swarm-smol", ["1", "100000"]),
    ] {
        for count in counts {
            let outcome = run(room, &[example, count]);
            assert_eq!(outcome.failure, None, "{room}: {}", outcome.stderr);
            let expected = format!("{count} waited\n");
            assert_eq!(outcome.stdout, expected, "{room} {example}");
            let line = outcome.stderr.strip_prefix("elapsed ").unwrap();
            assert!(line.contains(" s, ") && line.contains(" x ideal, "));
        }
    }
}

/// The memory is no matter of luck, unlike the time.
#[test]
#[cfg(target_os = "linux")]
fn a_waiting_task_is_small() {
    for (room, example, limit) in [
        ("06-event-loop-tokio", "swarm", 480),
        ("06-event-loop-tokio", "swarm-by-hand", 104),
        ("08-green-threads", "swarm-smol", 260),
    ] {
        // Enough time for the last to begin before the first has waited.
        let args = ["--second", "3", example, "100000"];
        let outcome = run(room, &args);
        let each = outcome.stderr.trim_end().strip_suffix(" bytes each");
        let each: u32 =
            each.unwrap().rsplit(' ').next().unwrap().parse().unwrap();
        assert!((16..=limit).contains(&each), "{room} {example}: {each}");
    }
}

/// Each stack takes two mappings, of which the system has so many to give.
#[test]
#[cfg(target_os = "linux")]
fn the_last_stack_is_an_error_in_one_line() {
    let mappings = std::fs::read_to_string("/proc/sys/vm/max_map_count");
    let mappings: u32 = mappings.unwrap().trim().parse().unwrap();
    if mappings > 100_000 {
        return; // then 100000 stacks, the most that may be asked for, might fit
    }
    let outcome = run("08-green-threads", &["swarm-stackful", "100000"]);
    assert_eq!(outcome.failure.as_deref(), Some("exit status: 1"));
    assert_eq!(outcome.stdout, "");
    assert_eq!(outcome.stderr.lines().count(), 1, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("max_map_count"), "{}", outcome.stderr);
}
