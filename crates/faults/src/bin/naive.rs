//! A naive program, with the mistakes of a first port, for the judge to find.
//!
//! Its first argument chooses the mistake. Nothing here is an example.

#![expect(
    clippy::disallowed_macros,
    clippy::print_stderr,
    reason = "they are among the mistakes"
)]

use std::env;
use std::fs;
use std::io::{self, BufWriter, Read, Write};
use std::process::{self, Command, Stdio};
use std::thread;
use std::time::Duration;

fn main() {
    let second = env::var("SECOND").unwrap_or("1".into());
    let second = Duration::from_secs_f64(second.parse().unwrap());
    match env::args().nth(1).unwrap_or_default().as_str() {
        "prints" => prints(second),
        "prints-in-a-thread" => {
            thread::spawn(move || prints(second)).join().ok();
        }
        // A `BufWriter` drops its text if it can't write it when dropped.
        "loses-output" => {
            BufWriter::new(io::stdout()).write_all(b"done\n").unwrap();
        }
        "ends-in-half-a-line" => print!("done"),
        "takes-anything" => println!("done"),
        "prints-and-refuses" => {
            println!("done");
            eprintln!("error: no");
            process::exit(2);
        }
        "refuses-in-two-lines" => {
            eprintln!("error: no\nusage: naive MISTAKE");
            process::exit(2);
        }
        "guesses-wrong" => {
            eprintln!("error: no such example; did you mean 'workers'?");
            process::exit(2);
        }
        "changes-the-terminal" => {
            Command::new("stty").arg("-echo").status().unwrap();
        }
        "leaves-a-file" => {
            fs::write(env::temp_dir().join("here"), "").unwrap();
            println!("done");
        }
        "needs-stderr" => {
            eprintln!("--- done: a heading");
            println!("done");
        }
        "leaves-a-child" => {
            sleeper().status().unwrap();
        }
        "runs-a-child" => {
            Command::new("true").status().unwrap();
            println!("done");
        }
        "waits-for-the-dead" => {
            // This process's own writer keeps the pipe open for ever.
            let (mut reader, writer) = io::pipe().unwrap();
            let mut command = sleeper();
            command.stdout(writer.try_clone().unwrap());
            let mut child = command.spawn().unwrap();
            drop(command);
            reader.read_to_end(&mut Vec::new()).unwrap();
            drop(writer);
            child.wait().unwrap();
        }
        "misses-a-dead-worker" => {
            sleeper().status().unwrap();
            println!("done");
        }
        "names-no-signal" => {
            eprintln!("error: a worker was killed");
            process::exit(1);
        }
        "fails-at-length" => {
            eprintln!("elapsed 1 s\nerror: no");
            process::exit(1);
        }
        "hoards" => {
            let bytes = vec![1_u8; 100 << 20];
            thread::sleep(10 * second);
            drop(std::hint::black_box(bytes));
            println!("done");
        }
        "waits-for-all" => {
            let pipes: Vec<_> =
                (0..10).map_while(|_| io::pipe().ok()).collect();
            while pipes.len() < 10 {
                thread::sleep(second);
            }
        }
        "aborts" => process::abort(),
        "names-its-code" => {
            eprintln!("error: explicit panic ({}:{})", file!(), line!());
            process::exit(1);
        }
        "shows-a-value" => {
            let error = io::Error::from_raw_os_error(11);
            eprintln!("error: failed to spawn thread: {error:?}");
            process::exit(1);
        }
        "overflows" => println!("{}", overflow(1)),
        "reads-lang" => println!("{}", env::var("LANG").unwrap()),
        "loses-a-job" => println!("done, but for one"),
        number => println!("{}", number.parse::<u32>().unwrap()),
    }
}

/// Panics if the reader has gone.
fn prints(second: Duration) {
    for _ in 0..100 {
        println!("done");
        thread::sleep(second / 10);
    }
}

fn sleeper() -> Command {
    let mut command = Command::new("sleep");
    command.arg("30").stdin(Stdio::null());
    command
}

#[expect(unconditional_recursion, reason = "it is one of the mistakes")]
fn overflow(number: u64) -> u64 {
    std::hint::black_box(overflow(number + 1)) + number
}
