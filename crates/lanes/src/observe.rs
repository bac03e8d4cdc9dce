//! Runs a program, and collects what is seen of it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io::{self, BufRead, BufReader, PipeWriter, Write};
use std::process::{ChildStdout, Command, ExitStatus};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::account::{Account, Counters};
use crate::layout::MOST;
use crate::model::{Cost, Kind, Lane, Nanos, Run};
use crate::proc::{self, Task};
pub use crate::tasks::Pipe;
use crate::tasks::Tasks;
use crate::trace::{self, Event};
use crate::writers::Writers;

/// How a program is observed.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The command, as one would type it.
    pub title: String,
    /// How many nanoseconds a second of the articles lasts.
    pub second: Option<Nanos>,
    /// Whether the program's stdout goes on to ours.
    pub pass_on: bool,
    /// Whether to go on as if `ptrace` were refused.
    pub untraced: bool,
}

/// How often the lanes are looked at, unless that costs too much.
const PERIOD: Duration = Duration::from_millis(2);

/// The sampler sleeps so many times longer than it works: 4 % of a core.
const SHARE: u32 = 25;

/// How long the children of a program that has ended are followed.
const PATIENCE: Duration = Duration::from_secs(2);

/// With more lanes, files are opened for each look: they would be too many.
const FEW: usize = 150;

/// Runs the command to its end, and reads its marks from the pipe.
///
/// # Errors
///
/// If there is no `/proc`, or the command can't be started. That it fails is
/// no error: see [`Run::failure`].
pub fn observe(
    mut command: Command,
    options: &Options,
    marks: Pipe,
) -> Result<Run> {
    ensure!(
        proc::is_there(),
        "a program can be observed on Linux only, through /proc"
    );
    let program = command.get_program().to_owned();
    let (sender, events) = mpsc::channel();
    command.env("LANES", marks.path());
    trace::start(command, sender.clone(), options.untraced);
    let marks = marks.report(sender.clone());
    let could_not = || format!("could not run {}", program.display());
    match events.recv()? {
        Event::Started { at, id, traced, stdout } => {
            let reader = read(stdout, options.pass_on, sender);
            let collector = Collector::new(at, id, traced);
            let run = collector.collect(&events, options, marks);
            let run = run.with_context(could_not)?;
            if reader.is_finished() {
                let passed_on = reader.join();
                passed_on.map_err(|_| io::Error::other("lost stdout"))??;
            }
            Ok(run)
        }
        Event::Failed(error) => Err(error).with_context(could_not),
        other => Err(anyhow::anyhow!("{other:?}")).with_context(could_not),
    }
}

/// Reads lines, and passes them on, in a thread of its own.
fn read(
    stdout: ChildStdout,
    pass_on: bool,
    events: Sender<Event>,
) -> thread::JoinHandle<io::Result<()>> {
    thread::spawn(move || {
        let mut stdout = BufReader::new(stdout);
        let mut line = Vec::new();
        while stdout.read_until(b'\n', &mut line)? > 0 {
            let at = Instant::now();
            let text = String::from_utf8_lossy(&line);
            let text = text.trim_end_matches(['\n', '\r']).to_owned();
            let bytes = line.len() as u64;
            // The collector goes first if children outlive the program.
            events.send(Event::Line { at, text, bytes }).unwrap_or_default();
            if pass_on {
                io::stdout().lock().write_all(&line)?;
            }
            line.clear();
        }
        Ok(())
    })
}

/// A lane that is observed.
struct Observed {
    lane: Lane,
    task: Task,
    /// None once the lane has ended.
    account: Option<Account>,
    written: u64,
    /// When it had written so much.
    written_at: Nanos,
    counters: Counters,
}

struct Collector {
    start: Instant,
    program: i32,
    traced: bool,
    lanes: Vec<Observed>,
    /// The lanes that live, by the system's numbers.
    alive: HashMap<i32, usize>,
    /// The same, by age.
    ages: BTreeSet<usize>,
    /// Those that live or have lived.
    known: HashSet<i32>,
    writers: Writers,
    tasks: Tasks,
    cost: Cost,
    /// When all lanes had been looked at, and the next to be looked at.
    all_seen: Nanos,
    next: usize,
    longest_gap: Nanos,
    over: Option<(Instant, ExitStatus)>,
    all_over: bool,
    /// What went wrong after the start.
    failed: Option<io::Error>,
}

impl Collector {
    fn new(start: Instant, program: i32, traced: bool) -> Self {
        let mut collector = Self {
            start,
            program,
            traced,
            lanes: Vec::new(),
            alive: HashMap::new(),
            ages: BTreeSet::new(),
            known: HashSet::new(),
            writers: Writers::default(),
            tasks: Tasks::default(),
            cost: Cost::default(),
            all_seen: 0,
            next: 0,
            longest_gap: 0,
            over: None,
            all_over: false,
            failed: None,
        };
        collector.born(0, program, program, None);
        // Before its start it was a copy of this process.
        let first = &mut collector.lanes[0];
        let counters = first.task.counters().unwrap_or_default();
        first.account = Some(Account::new(0, counters));
        first.counters = counters;
        first.written = first.task.written().unwrap_or_default();
        collector
    }

    /// Looks until all is over, and returns what was seen.
    fn collect(
        mut self,
        events: &Receiver<Event>,
        options: &Options,
        marks: PipeWriter,
    ) -> Result<Run> {
        let cpu = proc::own_cpu();
        let mut deadline = Instant::now();
        let mut before = cpu;
        while !self.is_done() {
            let asked = self.writers.is_waiting();
            self.look();
            // What was reported since the last look has taken its time too.
            let work = proc::own_cpu() - before;
            before += work;
            let period = PERIOD.max(work * SHARE);
            deadline = (deadline + period).max(Instant::now() + period / 2);
            self.take(events, deadline, asked || work * SHARE > PERIOD);
            self.cost.samples += 1;
        }
        // The readers may be some lines behind. That of the marks ends when
        // nothing can write any more.
        drop(marks);
        let late = Instant::now() + Duration::from_millis(200);
        while let Some(left) = late.checked_duration_since(Instant::now()) {
            match events.recv_timeout(left) {
                Ok(event) => self.note(event),
                Err(_) => break,
            }
        }
        let cpu = proc::own_cpu() - cpu;
        self.cost.cpu = u64::try_from(cpu.as_nanos())?;
        if let Some(error) = self.failed {
            return Err(error.into());
        }
        Ok(self.finish(options))
    }

    fn is_done(&self) -> bool {
        self.all_over
            || self.over.is_some_and(|(at, _)| {
                at.elapsed() > PATIENCE || self.alive.is_empty()
            })
    }

    fn now(&self) -> Nanos {
        self.nanos(Instant::now())
    }

    fn nanos(&self, at: Instant) -> Nanos {
        let passed = at.saturating_duration_since(self.start).as_nanos();
        u64::try_from(passed).unwrap_or(u64::MAX)
    }

    /// Takes what is reported until the deadline. After a line, it returns at
    /// once: the sooner one looks, the clearer it is who wrote it.
    fn take(
        &mut self,
        events: &Receiver<Event>,
        deadline: Instant,
        is_busy: bool,
    ) {
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match events.recv_timeout(left) {
                Ok(event) => {
                    let is_line = matches!(event, Event::Line { .. });
                    self.note(event);
                    if self.is_done() || is_line && !is_busy {
                        return;
                    }
                }
                Err(RecvTimeoutError::Timeout) => return,
                Err(RecvTimeoutError::Disconnected) => {
                    self.all_over = true;
                    return;
                }
            }
        }
    }

    fn note(&mut self, event: Event) {
        match event {
            Event::Started { .. } => {}
            Event::Born { at, id, process, parent } => {
                let parent = self.alive.get(&parent).copied();
                self.born(self.nanos(at), id, process, parent);
            }
            Event::Ended { at, id, counters, written, name } => {
                let at = self.nanos(at);
                if let Some(index) = self.alive.get(&id).copied() {
                    let lane = &mut self.lanes[index];
                    match written.map(|it| it.saturating_sub(lane.written)) {
                        Some(more) => {
                            let from = lane.written_at;
                            self.writers.wrote(index, more, from, at);
                        }
                        None => self.writers.may_have_written(index, at),
                    }
                    if !name.is_empty() {
                        lane.lane.name = name;
                    }
                    self.end(index, at, counters);
                }
            }
            Event::Line { at, text, bytes } => {
                self.writers.line(self.nanos(at), text, bytes);
            }
            Event::Mark { at, mark } => {
                self.tasks.mark(self.nanos(at), &mark, self.program);
            }
            Event::Over(at, status) => {
                self.over = Some((at, status));
                if let Some(index) = self.alive.get(&self.program).copied() {
                    let counters = self.lanes[index].counters;
                    self.end(index, self.nanos(at), counters);
                }
            }
            Event::AllOver => self.all_over = true,
            Event::Failed(error) => {
                self.failed = Some(error);
                self.all_over = true;
            }
        }
    }

    fn born(
        &mut self,
        at: Nanos,
        id: i32,
        process: i32,
        parent: Option<usize>,
    ) {
        let keep = self.alive.len() < FEW;
        self.alive.insert(id, self.lanes.len());
        self.ages.insert(self.lanes.len());
        self.known.insert(id);
        self.lanes.push(Observed {
            lane: Lane {
                kind: match id == process {
                    true => Kind::Process,
                    false => Kind::Thread,
                },
                id,
                process,
                parent,
                name: String::new(),
                begin: at,
                end: at,
                segments: Vec::new(),
            },
            task: Task::new(process, id, keep),
            account: Some(Account::new(at, Counters::default())),
            written: 0,
            written_at: at,
            counters: Counters::default(),
        });
    }

    fn end(&mut self, index: usize, at: Nanos, counters: Counters) {
        let observed = &mut self.lanes[index];
        self.alive.remove(&observed.lane.id);
        self.ages.remove(&index);
        if let Some(account) = observed.account.take() {
            observed.lane.segments = account.end(at, counters);
        }
        observed.lane.end = at;
        // Its file would be open until the end of the run.
        observed.task =
            Task::new(observed.lane.process, observed.lane.id, false);
    }

    /// Looks at the lanes that live; where they are many, at those that will be
    /// drawn, and at the next ones.
    fn look(&mut self) {
        let start = proc::own_cpu();
        if !self.traced {
            self.search();
        }
        let mut ended = Vec::new();
        // By age: of two lines that could be either's, the first is given to
        // the elder.
        self.next = self.next.max(MOST);
        let drawn = self.ages.range(..MOST);
        let next = self.ages.range(self.next..).take(FEW);
        let batch: Vec<_> = drawn.chain(next).copied().collect();
        self.next = batch.last().map_or(0, |last| last + 1).max(MOST);
        for index in batch {
            if index >= MOST && proc::own_cpu() - start > PERIOD / SHARE {
                self.next = index;
                break;
            }
            let at = self.nanos(Instant::now());
            let observed = &mut self.lanes[index];
            let id = observed.lane.id;
            let Some(account) = &mut observed.account else { continue };
            let Some(counters) = observed.task.counters() else {
                ended.push((index, at));
                continue;
            };
            let moved = account.has_moved(counters);
            let still_waits = account.still_waits(counters);
            let waits = still_waits.or_else(|| {
                let letter = observed.task.letter()?;
                if "ZX".contains(letter) {
                    ended.push((index, at));
                }
                // R: runnable. t: stopped, as at a birth, for a moment.
                (!"RtZX".contains(letter)).then(|| {
                    let is_thread =
                        |it| it != id && self.alive.contains_key(&it);
                    observed.task.waits_for(is_thread)
                })
            });
            account.sample(at, counters, waits);
            observed.counters = counters;
            // A thread may change its name, at its start as a rule.
            if moved && let Some(name) = observed.task.name() {
                observed.lane.name = name;
            }
            if (moved || self.writers.is_waiting())
                && let Some(written) = observed.task.written()
            {
                let more = written.saturating_sub(observed.written);
                let to = self.start.elapsed().as_nanos() as Nanos;
                self.writers.wrote(index, more, observed.written_at, to);
                observed.written = written;
                observed.written_at = at;
            } else if still_waits.is_some() {
                observed.written_at = at;
            }
        }
        if self.ages.range(self.next..).next().is_none() {
            let now = self.now();
            self.longest_gap = self.longest_gap.max(now - self.all_seen);
            self.all_seen = now;
            self.next = 0;
        }
        // Where ends are reported, the report has the exact counters.
        if !self.traced {
            for (index, at) in ended {
                let counters = self.lanes[index].counters;
                self.end(index, at, counters);
            }
        }
        self.writers.settle(self.now());
    }

    /// Finds new threads and processes, where births are not reported.
    fn search(&mut self) {
        let mut processes: Vec<_> = self
            .alive
            .values()
            .map(|&it| (self.lanes[it].lane.process, it))
            .collect();
        processes.sort_unstable_by_key(|&(process, lane)| (process, lane));
        processes.dedup_by_key(|it| it.0);
        for (process, first) in processes {
            for id in proc::threads(process) {
                if !self.known.contains(&id) {
                    self.born(self.now(), id, process, Some(first));
                }
            }
        }
        let children: Vec<_> = self
            .alive
            .values()
            .flat_map(|&it| {
                let children = self.lanes[it].task.children();
                children.into_iter().map(move |child| (child, it))
            })
            .collect();
        for (id, parent) in children {
            if !self.known.contains(&id) {
                self.born(self.now(), id, id, Some(parent));
            }
        }
    }

    fn finish(mut self, options: &Options) -> Run {
        let now = self.now();
        let mut left: Vec<_> = self.alive.values().copied().collect();
        left.sort_unstable();
        for &index in &left {
            let counters = self.lanes[index].counters;
            self.end(index, now, counters);
        }
        let mut marks = self.writers.finish(now);
        let mut lanes: Vec<_> =
            self.lanes.into_iter().map(|it| it.lane).collect();
        // The reader may have been late, but a lane wrote before its end.
        for mark in &mut marks {
            mark.at = mark.at.min(lanes[mark.lane].end);
        }
        let first_line = |lane| {
            let mark = marks.iter().find(|it| it.lane == lane)?;
            Some(&*mark.text)
        };
        let indices = 0..lanes.len();
        let names: Vec<_> =
            indices.map(|lane| name(&lanes, lane, first_line)).collect();
        for (lane, name) in lanes.iter_mut().zip(names) {
            lane.name = name;
        }
        let end = lanes.iter().map(|it| it.end).max().unwrap_or_default();
        let tasks = self.tasks.finish(end);
        let mut notes = Vec::new();
        if !self.traced {
            notes.push("ptrace is refused here: short lanes may be missing");
        }
        let few_samples = 10 * PERIOD.as_nanos() as u64;
        let longest_gap = self.longest_gap.max(end - self.all_seen.min(end));
        if end < few_samples {
            notes.push("too short for its states to be seen");
            // What is known of them would be drawn in the wrong places.
            for lane in &mut lanes {
                lane.segments.clear();
            }
        } else if longest_gap > (end / 8).max(few_samples) {
            notes.push("seldom looked at: short states may be missing");
        }
        if !left.is_empty() {
            notes.push("some lanes outlived the program");
        }
        lanes.extend(tasks);
        let status = self.over.map(|(_, status)| status);
        Run {
            title: options.title.clone(),
            second: options.second,
            cores: thread::available_parallelism().map_or(1, usize::from),
            end,
            lanes,
            marks,
            notes: notes.into_iter().map(str::to_owned).collect(),
            failure: status
                .filter(|status| !status.success())
                .map(|status| status.to_string()),
            cost: self.cost,
        }
    }
}

/// The name of a lane: the system's, where it is not just that of the process;
/// else the first line it wrote.
fn name<'a>(
    lanes: &[Lane],
    index: usize,
    first_line: impl Fn(usize) -> Option<&'a str>,
) -> String {
    let lane = &lanes[index];
    let is_inherited =
        lane.parent.is_some_and(|parent| lanes[parent].name == lane.name);
    let of_process = lanes[..index]
        .iter()
        .any(|it| it.process == lane.process && it.name == lane.name);
    let is_own = !is_inherited && !of_process && !lane.name.is_empty();
    if lane.parent.is_none() || is_own {
        return lane.name.clone();
    }
    match first_line(index) {
        Some(line) => line.to_owned(),
        None if lane.kind == Kind::Process => format!("process {}", index + 1),
        None => format!("thread {}", index + 1),
    }
}
