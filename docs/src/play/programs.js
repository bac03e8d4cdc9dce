// The puzzles of play.md: what each thread does, step by step.
//
// Right of the `=` is plain JSON, because a test reads it, too: it goes through
// all orders of these steps, and compares the outcomes with the ones below and
// with what the examples print. `outcomes` says how many orders end at each
// number, and `goal` which numbers solve the puzzle. The lines are those of the
// example; a step names its line, counted from 0.
const PROGRAMS = [
  {
    "name": "schedules",
    "example": "counter",
    "title": "one increment each",
    "task": "Lose an update: end at 1 after two increments.",
    "threads": { "A": "increment", "B": "increment" },
    "code": {
      "increment": {
        "rounds": 1,
        "local": "value",
        "lines": [
          "for _ in 0..increments {",
          "    let value = counter.load(Relaxed);",
          "    counter.store(value + 1, Relaxed);",
          "}"
        ],
        "steps": [
          { "line": 1, "do": "read" },
          { "line": 2, "do": "write" }
        ]
      }
    },
    "expected": 2,
    "goal": [1],
    "outcomes": { "1": 4, "2": 2 },
    "why": "Both threads have read 0, so both write 1."
  },
  {
    "name": "counter",
    "example": "counter",
    "title": "three increments each",
    "task": "End at 2 after six increments.",
    "threads": { "A": "increment", "B": "increment" },
    "code": {
      "increment": {
        "rounds": 3,
        "local": "value",
        "lines": [
          "for _ in 0..increments {",
          "    let value = counter.load(Relaxed);",
          "    counter.store(value + 1, Relaxed);",
          "}"
        ],
        "steps": [
          { "line": 1, "do": "read" },
          { "line": 2, "do": "write" }
        ]
      }
    },
    "expected": 6,
    "goal": [2],
    "outcomes": { "2": 8, "3": 300, "4": 416, "5": 180, "6": 20 },
    "why": "The thread that writes last has read a 1, and all that the other thread has added since is overwritten. It can't get lower: the thread that writes last has already added once, so it did not read 0."
  },
  {
    "name": "mutex-twice",
    "example": "mutex_twice",
    "title": "a lock for the read, a lock for the write",
    "task": "Lose an update, although each access is protected: end at 1.",
    "note": "In the example, a barrier after each of the two lines makes the threads meet there. Here you do what the barrier does.",
    "threads": { "A": "increment", "B": "increment" },
    "code": {
      "increment": {
        "rounds": 1,
        "local": "value",
        "lines": [
          "for _ in 0..increments {",
          "    let value = *counter.lock().unwrap();",
          "    *counter.lock().unwrap() = value + 1;",
          "}"
        ],
        "steps": [
          { "line": 1, "do": "lock" },
          { "line": 1, "do": "read" },
          { "line": 1, "do": "unlock" },
          { "line": 2, "do": "lock" },
          { "line": 2, "do": "write" },
          { "line": 2, "do": "unlock" }
        ]
      }
    },
    "expected": 2,
    "goal": [1],
    "outcomes": { "1": 4, "2": 2 },
    "why": "Between read and write the lock is free. Then the other thread may write, and the number that was read is out of date."
  },
  {
    "name": "await-between",
    "example": "await_between",
    "title": "two tasks in one thread",
    "task": "Lose nothing: end at 4 after four increments.",
    "note": "Both tasks run in one thread, so a task gives way only where it awaits, and where it ends.",
    "tasks": true,
    "threads": { "A": "increment", "B": "increment" },
    "code": {
      "increment": {
        "rounds": 2,
        "local": "value",
        "lines": [
          "for _ in 0..increments {",
          "    let value = counter.get();",
          "    yield_now().await;",
          "    counter.set(value + 1);",
          "}"
        ],
        "steps": [
          { "line": 1, "do": "read" },
          { "line": 2, "do": "await" },
          { "line": 3, "do": "write" }
        ]
      }
    },
    "expected": 4,
    "goal": [4],
    "outcomes": { "2": 14, "3": 4, "4": 2 },
    "why": "Only if one task runs to its end before the other begins. A task that awaits has always read, and not yet written."
  },
  {
    "name": "mutex",
    "example": "mutex",
    "title": "one lock for both",
    "task": "Lose an update: end at 3 or less after four increments.",
    "cure": true,
    "threads": { "A": "increment", "B": "increment" },
    "code": {
      "increment": {
        "rounds": 2,
        "local": "has read",
        "lines": [
          "for _ in 0..increments {",
          "    *counter.lock().unwrap() += 1;",
          "}"
        ],
        "steps": [
          { "line": 1, "do": "lock" },
          { "line": 1, "do": "read" },
          { "line": 1, "do": "write" },
          { "line": 1, "do": "unlock" }
        ]
      }
    },
    "expected": 4,
    "goal": [0, 1, 2, 3],
    "outcomes": { "4": 6 },
    "why": "From the read to the write a thread holds the lock, and the other one can't come between."
  },
  {
    "name": "atomic",
    "example": "atomic",
    "title": "one step",
    "task": "Lose an update: end at 5 or less after six increments.",
    "cure": true,
    "threads": { "A": "increment", "B": "increment" },
    "code": {
      "increment": {
        "rounds": 3,
        "lines": [
          "for _ in 0..increments {",
          "    counter.fetch_add(1, Relaxed);",
          "}"
        ],
        "steps": [{ "line": 1, "do": "fetch_add" }]
      }
    },
    "expected": 6,
    "goal": [0, 1, 2, 3, 4, 5],
    "outcomes": { "6": 20 },
    "why": "Read and write are one step, so there is nothing between them."
  },
  {
    "name": "compare-exchange",
    "example": "compare_exchange",
    "title": "a write that notices",
    "task": "Lose an update: end at 3 or less after four increments.",
    "cure": true,
    "threads": { "A": "increment", "B": "increment" },
    "code": {
      "increment": {
        "rounds": 2,
        "local": "value",
        "lines": [
          "for _ in 0..increments {",
          "    let mut value = counter.load(Relaxed);",
          "    while let Err(now) =",
          "        counter.compare_exchange(value, value + 1, Relaxed, Relaxed)",
          "    {",
          "        value = now; // another thread has written: add to its number",
          "    }",
          "}"
        ],
        "steps": [
          { "line": 1, "do": "read" },
          { "line": 3, "do": "compare_exchange" }
        ]
      }
    },
    "expected": 4,
    "goal": [0, 1, 2, 3],
    "outcomes": { "4": 126 },
    "why": "You can come between read and write, but then the write fails, and the thread adds to the new number."
  },
  {
    "name": "channel",
    "example": "channel",
    "title": "one thread owns the counter",
    "task": "Lose an update: end at 3 or less after four increments.",
    "note": "Here you have a third thread: main, which owns the counter.",
    "cure": true,
    "threads": { "A": "increment", "B": "increment", "main": "count" },
    "code": {
      "increment": {
        "rounds": 2,
        "lines": [
          "for _ in 0..increments {",
          "    counter.send(1).expect(\"the owner receives until the last sender\");",
          "}"
        ],
        "steps": [{ "line": 1, "do": "send" }]
      },
      "count": {
        "rounds": 4,
        "local": "number",
        "lines": [
          "for number in receiver {",
          "    counter += number;",
          "}"
        ],
        "steps": [
          { "line": 0, "do": "receive" },
          { "line": 1, "do": "add" }
        ]
      }
    },
    "expected": 4,
    "goal": [0, 1, 2, 3],
    "outcomes": { "4": 330 },
    "why": "Only main reads and writes the counter. What the others send waits in the channel until main takes it."
  },
  {
    "name": "local-sums",
    "example": "local_sums",
    "title": "a counter each",
    "task": "Lose an update: end at 3 or less after four increments.",
    "note": "Here you have a third thread: main, which adds the sums.",
    "cure": true,
    "threads": { "A": "increment", "B": "increment", "main": "count" },
    "code": {
      "increment": {
        "rounds": 2,
        "local": "its own counter",
        "lines": [
          "let mut counter = 0;",
          "for _ in 0..increments {",
          "    // Without the black box, the compiler removes the loop.",
          "    counter = black_box(counter) + 1;",
          "}",
          "counter"
        ],
        "steps": [{ "line": 3, "do": "count" }]
      },
      "count": {
        "rounds": 1,
        "lines": [
          "let mut counter = 0;",
          "for handle in handles {",
          "    counter += handle.join().unwrap();",
          "}",
          "counter"
        ],
        "steps": [
          { "line": 2, "do": "join", "of": "A" },
          { "line": 2, "do": "join", "of": "B" }
        ]
      }
    },
    "expected": 4,
    "goal": [0, 1, 2, 3],
    "outcomes": { "4": 10 },
    "why": "While the threads count, they share nothing. main takes each sum only when its thread has ended."
  }
];
