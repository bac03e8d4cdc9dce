// The rules of the game in play.md: which steps there are, and what they do.
//
// The puzzles are in programs.js, the page is in play.js. All three are classic
// scripts without `fetch`, so that the page also works from a disk.
"use strict";

const RULES = (() => {
  // `does` is what a button says, `key` explains the drawing. `take` changes
  // the state, and returns a mark for the drawing, a sentence, and true if the
  // thread has to take the same step again.
  const STEPS = {
    read: {
      does: "read",
      key: "r0 reads 0",
      take(state, it) {
        it.local = state.counter;
        return [`r${it.local}`, `${it.name} reads ${it.local}.`];
      },
    },
    write: {
      does: "add 1 and write",
      key: "w1 writes 1",
      take(state, it) {
        const [was, read] = [state.counter, it.local];
        state.counter = read + 1;
        it.local = null;
        const text = `${it.name} writes ${state.counter}`;
        const late = `: it has read ${read}, and overwrites ${was}.`;
        return [`w${state.counter}`, text + (was === read ? "." : late)];
      },
    },
    lock: {
      does: "lock",
      key: "l locks",
      take(state, it) {
        state.holder = it.name;
        return ["l", `${it.name} locks the mutex.`];
      },
    },
    unlock: {
      does: "unlock",
      key: "u unlocks",
      take(state, it) {
        state.holder = null;
        return ["u", `${it.name} unlocks the mutex.`];
      },
    },
    await: {
      does: "await",
      key: "… awaits",
      take(state, it) {
        state.running = null;
        return ["…", `${it.name} awaits: now either task may run.`];
      },
    },
    fetch_add: {
      does: "read, add 1 and write",
      key: "a1 adds, and the counter is 1",
      take(state, it) {
        const [was, now] = [state.counter, state.counter + 1];
        state.counter = now;
        const text = `${it.name} reads ${was} and writes ${now}, in one step.`;
        return [`a${now}`, text];
      },
    },
    compare_exchange: {
      does: "write, if unchanged",
      key: "w1 writes 1, x writes nothing",
      take(state, it) {
        const [was, read] = [state.counter, it.local];
        if (was !== read) {
          it.local = was;
          const text = `${it.name} writes nothing: the counter is ${was}, not `;
          const then = `${read}. It takes the ${was} and tries again.`;
          return ["x", text + then, true];
        }
        state.counter += 1;
        it.local = null;
        const text = `${it.name} writes ${was + 1}: `;
        return [`w${was + 1}`, `${text}the counter is still ${was}.`];
      },
    },
    send: {
      does: "send 1",
      key: "s1 sends 1",
      take(state, it) {
        state.channel += 1;
        return ["s1", `${it.name} sends 1.`];
      },
    },
    receive: {
      does: "take a number",
      key: "t1 takes 1",
      take(state, it) {
        state.channel -= 1;
        it.local = 1;
        return ["t1", `${it.name} takes 1 from the channel.`];
      },
    },
    add: {
      does: "add it",
      key: "w1 writes 1",
      take(state, it) {
        state.counter += it.local;
        it.local = null;
        return [`w${state.counter}`, `${it.name} writes ${state.counter}.`];
      },
    },
    count: {
      does: "add 1",
      key: "c1 has counted to 1",
      take(state, it) {
        it.local += 1;
        return [`c${it.local}`, `${it.name} has counted to ${it.local}.`];
      },
    },
    join: {
      does: "join",
      key: "j2 joins, and adds 2",
      take(state, it, step) {
        const sum = find(state, step.of).local;
        state.counter += sum;
        const text = `${it.name} joins ${step.of}, and adds its ${sum}.`;
        return [`j${sum}`, text];
      },
    },
  };

  const codeOf = (puzzle, name) => puzzle.code[puzzle.threads[name]];
  const nextOf = (puzzle, it) => codeOf(puzzle, it.name).steps[it.at];
  const find = (state, name) => state.threads.find((it) => it.name === name);
  const isOver = (state) => state.threads.every((it) => it.ended);

  function start(puzzle) {
    const threads = Object.keys(puzzle.threads).map((name) => {
      // Only a thread that counts for itself begins with a number.
      const counts = codeOf(puzzle, name).steps[0].do === "count";
      return { name, round: 0, at: 0, ended: false, local: counts ? 0 : null };
    });
    return { counter: 0, holder: null, running: null, channel: 0, threads };
  }

  // Why a thread can't take its next step, or null if it can.
  function obstacle(puzzle, state, it) {
    const waits = (what) => `${it.name} waits for ${what}.`;
    if (it.ended) return `${it.name} has ended.`;
    if (![null, it.name].includes(state.running)) {
      return waits(`the thread: ${state.running} has not come to an await`);
    }
    const step = nextOf(puzzle, it);
    if (step.do === "lock" && state.holder) {
      return waits(`the lock: ${state.holder} holds it`);
    }
    if (step.do === "receive" && state.channel === 0) {
      return waits("a number: the channel is empty");
    }
    if (step.do === "join" && !find(state, step.of).ended) {
      return waits(`${step.of}, which has not ended`);
    }
    return null;
  }

  // Lets a thread take its next step, for which there must be no obstacle.
  function take(puzzle, state, it) {
    const code = codeOf(puzzle, it.name);
    const step = nextOf(puzzle, it);
    if (puzzle.tasks) state.running = it.name;
    const [mark, text, again] = STEPS[step.do].take(state, it, step);
    if (!again) it.at += 1;
    if (it.at === code.steps.length) {
      it.at = 0;
      it.round += 1;
      it.ended = it.round === code.rounds;
    }
    if (it.ended) state.running = null;
    return { name: it.name, mark, text };
  }

  // How many orders end at which number, from this state on.
  function outcomes(puzzle, state = start(puzzle), known = new Map()) {
    if (isOver(state)) return { [state.counter]: 1 };
    const key = JSON.stringify(state);
    if (known.has(key)) return known.get(key);
    const counts = {};
    for (const [index, it] of state.threads.entries()) {
      if (obstacle(puzzle, state, it)) continue;
      const next = structuredClone(state);
      take(puzzle, next, next.threads[index]);
      const later = Object.entries(outcomes(puzzle, next, known));
      for (const [number, count] of later) {
        counts[number] = (counts[number] ?? 0) + count;
      }
    }
    known.set(key, counts);
    return counts;
  }

  return {
    STEPS, codeOf, nextOf, find, isOver, start, obstacle, take, outcomes,
  };
})();
