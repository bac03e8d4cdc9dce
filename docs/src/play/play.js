// The game of play.md: the reader decides which thread takes the next step.
//
// An order is a string of letters, one for each step, and all else follows from
// it: undo takes the last letter away, and the rest is played again.
"use strict";

(() => {
  const board = document.getElementById("play");
  // The print view has all pages in one, and shows what paper can show.
  if (!board || /\/print(\.html)?$/.test(location.pathname)) return;

  let puzzle = null; // the one that is played
  let order = ""; // its steps so far
  let state = null; // where they have led
  let taken = []; // what each of them did
  const panels = {}; // by thread, the elements that change
  const found = load(); // by puzzle and number, the order that led to it

  const letter = (name) => name[0].toUpperCase();
  const sum = (counts) => Object.values(counts).reduce((a, b) => a + b, 0);
  const solves = (it, number) => it.goal.includes(Number(number));
  const solving = (it, counts) =>
    sum(Object.keys(counts).map((n) => (solves(it, n) ? counts[n] : 0)));
  const collected = (it) => Object.keys(found[it.name] ?? {});
  const isComplete = (it) =>
    collected(it).length === Object.keys(it.outcomes).length;
  // A cure can't be broken: all that can be done is to see that.
  const isDone = (it) =>
    it.cure ? isComplete(it) : collected(it).some((n) => solves(it, n));

  // What was found is kept until the tab is closed, if the browser permits it.
  function load() {
    try {
      return JSON.parse(sessionStorage.getItem("play")) ?? {};
    } catch {
      return {};
    }
  }

  function save() {
    try {
      sessionStorage.setItem("play", JSON.stringify(found));
    } catch {
      // Then it is lost with the page.
    }
  }

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  }

  function button(text, key, onclick) {
    const keyName = element("kbd", { "aria-hidden": "true" }, key);
    const label = element("span", {}, text);
    const made = element("button", { type: "button" }, label, keyName);
    made.addEventListener("click", onclick);
    return made;
  }

  // The elements that all puzzles share, from top to bottom.

  const linkTo = (it) => element("a", { href: `#${it.name}/` }, it.name);
  const races = PROGRAMS.filter((it) => !it.cure).map(linkTo);
  const cures = PROGRAMS.filter((it) => it.cure).map(linkTo);
  const chooser = element(
    "nav",
    { class: "play-chooser", "aria-label": "Puzzles" },
    element("p", {}, "Races: ", ...races),
    element("p", {}, "Cures: ", ...cures),
  );
  const task = element("h2", { tabindex: "-1" });
  const about = element("p");
  const shared = element("p", { class: "play-shared" });
  const threads = element("div", { class: "play-threads" });
  const message = element("p", { class: "play-message", role: "status" });
  const undoButton = button("Undo", "U", undo);
  const next = element("a", { class: "play-next" });
  const drawing = element("pre", { class: "play-drawing", tabindex: "0" });
  const key = element("p", { class: "play-key" });
  const outcomes = element("p", { class: "play-outcomes" });
  const hint = element("span");
  const useKeys = element("input", { type: "checkbox", checked: "" });
  const keyNames = element("span");
  drawing.setAttribute("role", "img");
  message.setAttribute("aria-live", "polite");
  // In a drawing that scrolls, an arrow must not turn the page of the book.
  drawing.addEventListener("keydown", (event) => {
    if (event.key.startsWith("Arrow")) event.stopPropagation();
  });
  board.replaceChildren(
    chooser, task, about, shared, threads, message,
    element(
      "p",
      { class: "play-controls" },
      undoButton, button("Start again", "R", restart), next,
    ),
    drawing, key, outcomes,
    element("details", {}, element("summary", {}, "A hint"), hint),
    element("label", { class: "play-keys" }, useKeys, " ", keyNames),
  );
  board.classList.add("play-on");

  // Fills in what is the same for all orders of a puzzle.
  function open(it) {
    puzzle = it;
    const names = Object.keys(puzzle.threads);
    threads.replaceChildren(...names.map(openThread));
    for (const link of [...races, ...cures]) openLink(link);
    task.textContent = puzzle.task;
    const [good, all] = [solving(it, it.outcomes), sum(it.outcomes)];
    const how = it.cure ? "Can it be done?" : `${good} of ${all} orders do it.`;
    const text = `: ${it.title}. ${how} ${it.note ?? ""}`;
    about.replaceChildren(element("code", {}, it.name), text);
    const steps = Object.values(it.code).flatMap((code) => code.steps);
    const keys = steps.map((step) => RULES.STEPS[step.do].key);
    key.textContent = [...new Set(keys)].join(" · ");
    const after = PROGRAMS[(PROGRAMS.indexOf(it) + 1) % PROGRAMS.length];
    next.href = `#${after.name}/`;
    next.textContent = `Next: ${after.name}`;
    const letters = names.map(letter).join(", ");
    const others = "U to undo, R to start again";
    keyNames.textContent = `Keys: ${letters} for a step, ${others}`;
  }

  function openThread(name) {
    const code = RULES.codeOf(puzzle, name);
    const lines = code.lines.map((text, number) => {
      const steps = code.steps.filter((step) => step.line === number);
      const line = element("span", { class: "play-line" }, text.trimStart());
      const indent = text.length - text.trimStart().length;
      line.style.setProperty("--indent", indent);
      // Where a line is several steps, they are named below it.
      const names = steps.map((it) => (it.of ? `${it.do} ${it.of}` : it.do));
      const parts = steps.length < 2 ? [] : names.map((it) =>
        element("span", { class: "play-part" }, it));
      if (parts.length) {
        line.append(element("span", { class: "play-parts" }, ...parts));
      }
      return { line, steps, parts };
    });
    const round = element("span", { class: "play-round" });
    const local = element("p");
    const go = button("", letter(name), () => step(name));
    panels[name] = { lines, round, local, go };
    const kind = puzzle.tasks ? "Task " : "Thread ";
    return element(
      "section",
      { class: `play-thread play-${letter(name)}` },
      element("h3", {}, name === "main" ? name : kind + name, " ", round),
      element("code", { class: "play-code" }, ...lines.map((it) => it.line)),
      local, go,
    );
  }

  function openLink(link) {
    link.removeAttribute("aria-current");
    if (link.hash !== `#${puzzle.name}/`) return;
    link.setAttribute("aria-current", "true");
    // On a phone the list scrolls.
    const list = link.parentElement;
    const ahead = (it) => it.getBoundingClientRect().left;
    list.scrollLeft += ahead(link) - ahead(list) - 60;
  }

  // Takes the steps of an order as far as they can be taken, and returns what
  // is the matter with the first one that can't, if there is one.
  function replay(letters) {
    [order, state, taken] = ["", RULES.start(puzzle), []];
    for (const it of letters) {
      const thread = state.threads.find(({ name }) => letter(name) === it);
      if (!thread) return `there is no thread ${it}.`;
      const why = RULES.obstacle(puzzle, state, thread);
      if (why) return why;
      taken.push(RULES.take(puzzle, state, thread));
      order += it;
    }
    return null;
  }

  function step(name) {
    const thread = RULES.find(state, name);
    const why = RULES.obstacle(puzzle, state, thread);
    if (why) return say(why);
    taken.push(RULES.take(puzzle, state, thread));
    order += letter(name);
    show();
    say(taken.at(-1).text);
  }

  function undo() {
    if (order === "") return say("There is no step to undo.");
    const { name } = taken.at(-1);
    replay(order.slice(0, -1));
    show();
    say(`The last step of ${name} is undone.`);
  }

  function restart() {
    replay("");
    show();
    say("Everything is at its start again.");
  }

  // Says what has happened, and at the end of a run what has come of it.
  function say(text) {
    const over = RULES.isOver(state);
    const lines = over ? [text, ...verdict()] : [text];
    const spans = lines.flatMap((line) => [element("span", {}, line), " "]);
    message.replaceChildren(...spans);
    message.classList.toggle("play-good", over && isDone(puzzle));
  }

  function verdict() {
    const { expected, why } = puzzle;
    const number = state.counter;
    const lost = expected - number;
    const result = `expected: ${expected}, found: ${number}, lost: ${lost}.`;
    if (solves(puzzle, number)) return [result, `Solved! ${why}`];
    if (!puzzle.cure || !isComplete(puzzle)) {
      return [result, "Not yet: undo some steps, or start again."];
    }
    const all = sum(puzzle.outcomes);
    const never = `It can't be done: all ${all} orders end at ${expected}.`;
    return [result, `${never} ${why}`];
  }

  // Shows where the order has led.
  function show() {
    if (RULES.isOver(state)) {
      found[puzzle.name] ??= {};
      found[puzzle.name][state.counter] ??= order;
      save();
    }
    showShared();
    state.threads.forEach(showThread);
    showDrawing();
    showOutcomes();
    // One press of Back leaves the puzzle, however many steps it has taken.
    history.replaceState(null, "", `#${puzzle.name}/${order}`);
    undoButton.setAttribute("aria-disabled", order === "");
    next.classList.toggle("play-good", isDone(puzzle));
    for (const link of [...races, ...cures]) {
      const it = PROGRAMS.find(({ name }) => link.hash === `#${name}/`);
      link.classList.toggle("play-done", isDone(it));
    }
  }

  function showShared() {
    const steps = Object.values(puzzle.code).flatMap((code) => code.steps);
    const uses = (what) => steps.some((step) => step.do === what);
    const cells = [["counter", state.counter]];
    if (uses("lock")) {
      cells.push(["lock", state.holder ? `held by ${state.holder}` : "free"]);
    }
    if (uses("send")) {
      const numbers = Array(state.channel).fill("1").join(" ");
      cells.push(["channel", numbers || "empty"]);
    }
    if (puzzle.tasks) {
      cells.push(["thread", state.running ? `runs ${state.running}` : "free"]);
    }
    shared.replaceChildren(...cells.map(([name, value]) =>
      element("span", {}, `${name} `, element("strong", {}, value))));
  }

  function showThread(it) {
    const code = RULES.codeOf(puzzle, it.name);
    const { lines, round, local, go } = panels[it.name];
    const step = it.ended ? null : RULES.nextOf(puzzle, it);
    const why = RULES.obstacle(puzzle, state, it);
    for (const { line, steps, parts } of lines) {
      line.classList.toggle("play-now", steps.includes(step));
      parts.forEach((part, index) =>
        part.classList.toggle("play-now", steps[index] === step));
    }
    const count = `round ${it.round + 1} of ${code.rounds}`;
    round.textContent =
      it.ended ? "has ended" : code.rounds === 1 ? "" : count;
    if (code.local) {
      const value = element("strong", {}, it.local ?? "–");
      local.replaceChildren(`${code.local}: `, value);
    }
    // A sentence without its subject and full stop fits behind the name.
    const what = why ? why.slice(it.name.length + 1, -1) :
      `${RULES.STEPS[step.do].does} ${step.of ?? ""}`;
    const name = element("strong", {}, `Step ${it.name}:`);
    go.firstChild.replaceChildren(name, ` ${what}`);
    go.setAttribute("aria-disabled", why !== null);
  }

  // As `schedules` draws it: a line for each thread, and time from left to
  // right.
  function showDrawing() {
    const names = Object.keys(puzzle.threads);
    const width = Math.max(...names.map((name) => name.length));
    drawing.replaceChildren(...names.map((name) => {
      const cells = taken.map((it) =>
        "  " + (it.name === name ? it.mark : " ".repeat(it.mark.length)));
      const head = element("strong", {}, name.padEnd(width));
      return element("span", {}, head, cells.join("").trimEnd(), "\n");
    }));
    const spoken = taken.map((it) => `${it.name} ${it.mark}`).join(", ");
    drawing.setAttribute("aria-label", `The steps: ${spoken || "none yet"}`);
    drawing.scrollLeft = drawing.scrollWidth;
  }

  function showOutcomes() {
    const numbers = Object.keys(puzzle.outcomes);
    const own = found[puzzle.name] ?? {};
    const count = `${collected(puzzle).length} of ${numbers.length}`;
    outcomes.replaceChildren(`Outcomes found: ${count}`, ...numbers.map((it) =>
      own[it]
        ? element("a", { href: `#${puzzle.name}/${own[it]}` }, it)
        : element("span", { "aria-hidden": "true" }, "?")));
    const counts = RULES.outcomes(puzzle, state);
    const [good, all] = [solving(puzzle, counts), sum(counts)];
    const from = `From here, ${good} of ${all} orders solve the puzzle.`;
    const lost = good === 0 && !puzzle.cure;
    hint.textContent = lost ? `${from} Undo a step, and look again.` : from;
  }

  // The address names the puzzle, and the order so far.
  function readAddress() {
    const address = location.href;
    const [name, letters = ""] = location.hash.slice(1).split("/");
    const chosen = PROGRAMS.find((it) => it.name === name);
    if (!chosen && puzzle) return; // it leads to a heading of the page
    open(chosen ?? PROGRAMS[0]);
    const wrong = replay(chosen ? letters.toUpperCase() : "");
    show();
    // An address without a puzzle stays as it is until the first step.
    if (!chosen) history.replaceState(null, "", address);
    if (wrong) say(`The order in the address can't go on from here: ${wrong}`);
    else if (order) say(taken.at(-1).text);
    else say("Nothing has happened yet: choose the thread that begins.");
    // This link now leads on from the new puzzle, and is far from its start.
    if (document.activeElement === next) task.focus();
  }

  document.addEventListener("keydown", (event) => {
    const fields = "input:not([type=checkbox]), textarea, select";
    if (!useKeys.checked || event.target.closest?.(fields)) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const pressed = event.key.toUpperCase();
    const names = Object.keys(puzzle.threads);
    const name = names.find((it) => letter(it) === pressed);
    if (name) step(name);
    else if (pressed === "U") undo();
    else if (pressed === "R") restart();
    else return;
    event.preventDefault();
  });
  window.addEventListener("hashchange", readAddress);
  readAddress();
})();
