// The paper works without this file: plain forms save on every turn. With it, each change is saved
// at once, what could not be sent waits on this device, and the clock runs. The server decides
// everything: whether an answer is in time, which answer is newer, when the paper is handed in.

import { Countdown } from "./countdown.js";
import { count } from "./counting.js";
import { finish } from "./finished.js";
import { Flags } from "./flags.js";
import { Leavings } from "./leavings.js";
import { Outbox } from "./outbox.js";
import { Pulse } from "./pulse.js";
import { Rescue } from "./rescue.js";
import * as sheet from "./sheet.js";
import { Spare } from "./spare.js";
import { OwnWindow } from "./window.js";

const WAITS = [1, 2, 4, 8, 15];
const PATIENCE = 8000;
const AGAIN = 4000;
const TYPING = 1000;
const MOST_TYPING = 2000;
const TOGETHER = 50;
const TOO_LARGE = 413;

let page = document.querySelector("[data-exam]");
let outbox = null;
let flags = null;
let own = null;
let fails = 0;
let timer = 0;
let sending = null;
let pause = 0;
let typing = 0;
let together = TOGETHER;
let known = new Map();
const givenAt = new Map();
let early = false;
let refused = false;
let leavings = null;
const spare = new Spare();
const rescue = new Rescue();

const part = (name) => page.querySelector(`[data-${name}]`);

function say(text, state) {
  const line = part("save-line");
  if (!line) return;
  line.className = `save-line${state ? ` save-line--${state}` : ""}`;
  line.textContent = text;
}

function icon(name) {
  const line = part("save-line");
  const sheet = page.querySelector(".icon use").getAttribute("href").split("#")[0];
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  picture.setAttribute("class", "icon");
  picture.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${sheet}#${name}`);
  picture.append(use);
  line.prepend(picture);
}

function tellUnsaved(text = page.dataset.textRetry) {
  const count = outbox.size;
  say(count > 1 ? `${text} (${count})` : text, "unsaved");
  icon("retry");
}

// What cannot be sent can be handed over as a file.
function offerRescue() {
  const stuck = outbox.size > 0 && (fails > 0 || refused || !navigator.onLine);
  rescue.show(page, stuck, () => {
    if (pause) keep();
    return { pass: page.dataset.pass, window: own.name, waiting: outbox.all() };
  });
}

function mark(question, answered, unsaved) {
  for (const cell of page.querySelectorAll(`[data-cell="${question}"]`)) {
    cell.classList.toggle("question-cell--answered", answered);
    cell.classList.toggle("question-cell--unsaved", unsaved);
    const { textUnsaved, textAnswered, textOpen } = page.dataset;
    cell.querySelector("[data-cell-word]").textContent =
      unsaved ? textUnsaved : answered ? textAnswered : textOpen;
  }
  const count = (selector) => page.querySelectorAll(`.question-cell${selector}`).length;
  const answers = count("--answered");
  const show = (name, number) => { if (part(name)) part(name).textContent = number; };
  show("count-answered", answers);
  show("count-open", page.querySelectorAll(".question-cell").length - answers);
  show("count-unsaved", outbox.size);
  for (const section of page.querySelectorAll("[data-section]")) {
    section.querySelector("[data-done]").textContent = section.querySelectorAll(".question-cell--answered").length;
  }
  const line = page.querySelector(".exam-bar__line");
  if (line) line.value = answers;
}

function keep() {
  // What this device kept is still being read; the answer is taken when it is here.
  if (!outbox) {
    early = true;
    return;
  }
  clearTimeout(pause);
  pause = 0;
  typing = 0;
  const question = Number(page.dataset.question);
  const before = Math.max(known.get(question) || 0, outbox.sequence(question));
  const given = sheet.read(page);
  if (JSON.stringify(given) === JSON.stringify(givenAt.get(question))) return;
  outbox.put(question, before + 1, given);
  known.set(question, before + 1);
  givenAt.set(question, given);
  mark(question, given.length > 0, true);
  say(page.dataset.textSaving, "waiting");
  flush();
}

// Sends what waits, oldest first; true when nothing is left.
function flush() {
  sending ??= sendAll().finally(() => { sending = null; });
  return sending;
}

async function sendAll() {
  clearTimeout(timer);
  while (outbox.size) {
    const entries = outbox.all().slice(0, together);
    let reply;
    try {
      reply = await send(entries);
    } catch {
      return wait();
    }
    if (reply === undefined) continue;
    if (reply === null) {
      offerRescue();
      return false;
    }
    own.keep();
    countdown.set(reply.left, reply.paused);
    if (reply.paused !== page.hasAttribute("data-stands")) pulse.ask();
    entries.forEach((entry, n) => {
      const answer = reply.answers[n];
      known.set(entry.question, Math.max(known.get(entry.question) || 0, answer.sequence || 0));
      outbox.done(entry);
      rescue.arrive(entry);
      settle(entry, answer);
    });
  }
  connected();
  return true;
}

async function send(entries) {
  own.send();
  const answer = await fetch(page.dataset.saveUrl, {
    method: "POST",
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE),
    headers: { "Content-Type": "application/json", "X-Exam-Pass": page.dataset.pass },
    body: JSON.stringify({
      window: own.name,
      before: own.before,
      answers: entries.map(({ question, sequence, value }) => ({ question, sequence, value })),
    }),
  });
  if (answer.status === 200 || answer.status === 422) return answer.json();
  if (answer.status === TOO_LARGE && entries.length > 1) {
    together = Math.ceil(entries.length / 2);
    return undefined;
  }
  if (![400, 404, 409, TOO_LARGE].includes(answer.status)) throw new Error(String(answer.status));
  const told = await answer.json();
  if (told.elsewhere && own.other()) return undefined;
  refused = true;
  await outbox.written();
  if (told.elsewhere) rest();
  else if (told.url && outbox.outlives) location.assign(told.url);
  tellUnsaved(told.text);
  return null;
}

// Another window answers: this one rests until it is told to go on. What waits here stays here.
function rest() {
  refused = true;
  part("elsewhere").hidden = false;
  const fields = page.querySelector("fieldset");
  if (fields) fields.disabled = true;
}

function settle(entry, answer) {
  const here = entry.question === Number(page.dataset.question);
  const waits = outbox.sequence(entry.question) > 0;
  const value = answer.value ?? [];
  if (!waits) givenAt.set(entry.question, value);
  mark(entry.question, waits ? outbox.value(entry.question).length > 0 : value.length > 0, waits);
  if (!here || waits) return;
  const good = answer.stored === "saved" || answer.stored === "newer";
  if (answer.stored !== "saved") {
    sheet.show(page, value);
    count(page);
  }
  say(answer.text, good ? "" : "unsaved");
  icon(good ? "check" : "warn");
}

function tellOffline() {
  part("kept").hidden = !outbox.outlives;
  part("held").hidden = outbox.outlives;
  // It asks to go on answering.
  part("offline").hidden = countdown.over;
}

// Nothing is said to wait on this device before it lies there.
async function wait() {
  const seconds = WAITS[Math.min(fails, WAITS.length - 1)];
  fails += 1;
  await outbox.written();
  tellOffline();
  part("back").hidden = true;
  if (outbox.size) tellUnsaved();
  offerRescue();
  clearTimeout(timer);
  timer = setTimeout(flush, seconds * 1000);
  return false;
}

function connected() {
  fails = 0;
  refused = false;
  offerRescue();
  part("offline").hidden = navigator.onLine;
  part("back").hidden = true;
  flags.flush(page);
  if (navigator.onLine) spare.load(page.dataset.paperUrl);
}

// Turns to another question without leaving the page, so that a lost line cannot lose it.
async function turn(url) {
  if (pause) keep();
  const next = page.querySelector("[data-next], [data-turn]");
  if (fails && turnWithout(url)) return url;
  next?.setAttribute("aria-busy", "true");
  try {
    await Promise.all([flush(), flags.flush(page)]);
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) throw new Error(String(answer.status));
    const text = await answer.text();
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const found = fresh.querySelector("[data-exam]");
    if (!found) {
      location.assign(answer.url);
      return;
    }
    document.title = fresh.title;
    put(found);
    return answer.url;
  } catch {
    next?.removeAttribute("aria-busy");
    await wait();
    return turnWithout(url) ? url : undefined;
  }
}

function put(found) {
  page.replaceWith(found);
  page = found;
  begin();
  scrollTo(0, 0);
}

// The clock stands: the question is covered until it goes on.
function cover(target, { paused, reason }) {
  target.toggleAttribute("data-stands", paused);
  target.querySelector("[data-clock]").toggleAttribute("data-stands", paused);
  target.querySelector("[data-paused]").hidden = !paused;
  target.querySelector("[data-pause-reason]").textContent = reason;
}

const pulse = new Pulse({
  told(hands) {
    // Another window has taken over meanwhile: what this one shows may be old.
    if (!refused && !own.writes(hands.writer)) {
      if (pause) keep();
      rest();
      offerRescue();
    }
    if (hands.paused && pause) keep();
    countdown.set(hands.left, hands.paused);
    part("ends").textContent = hands.ends;
    cover(page, hands);
    // It was loaded while the clock stood and has no question yet.
    if (part("covered") && !hands.paused) turn(location.href).then(() => spare.load(page.dataset.paperUrl));
    leavings.flush();
  },
  async over(url) {
    if (await flush()) location.assign(url);
  },
});

// Turns on what is held here; what was chosen since it was fetched is set again.
function turnWithout(url) {
  const found = spare.page(page, url);
  if (!found) return false;
  found.querySelector("[data-clock]").dataset.left = countdown.left;
  found.querySelector("[data-ends]").textContent = part("ends").textContent;
  cover(found, { paused: page.hasAttribute("data-stands"), reason: part("pause-reason").textContent });
  put(found);
  const question = Number(page.dataset.question);
  if (givenAt.has(question)) sheet.show(page, givenAt.get(question));
  count(page);
  tellOffline();
  return true;
}

async function go(where) {
  const place = Number(page.dataset.question);
  const target = { next: place + 1, previous: place - 1 }[where] ?? Number(where);
  const url = where === "review" ? page.dataset.reviewUrl : `${page.dataset.paperUrl}?q=${target}`;
  const shown = await turn(url);
  if (shown) history.pushState(null, "", shown);
}

async function handIn(form) {
  if (await flush()) form.submit();
  else if (part("elsewhere").hidden) tellUnsaved();
  else part("elsewhere").scrollIntoView({ block: "center" });
}

const countdown = new Countdown({
  warn(minutes) {
    if (outbox.size === 0) say(`${page.dataset.textMinutes} ${minutes}`, "waiting");
  },
  end(grace) {
    flush();
    setTimeout(leave, (grace + 1) * 1000);
  },
});

// The paper has ended. What could not be sent holds the page: the browser would show its own page
// in place of the one from which a file can be saved.
function leave() {
  if ((outbox.size && (fails || !outbox.outlives)) || !navigator.onLine) {
    const fields = page.querySelector("fieldset");
    if (fields) fields.disabled = true;
    if (outbox.size) rescue.over();
    setTimeout(leave, AGAIN);
  } else {
    location.assign(page.dataset.receiptUrl);
  }
}

function begin() {
  const { question, sequence, attempt } = page.dataset;
  own ??= new OwnWindow(attempt);
  flags ??= new Flags(attempt);
  const meanwhile = early;
  early = false;
  if (question) spare.model = page;
  countdown.show(part("clock"));
  if (question) known.set(Number(question), Math.max(known.get(Number(question)) || 0, Number(sequence)));
  if (question && !meanwhile && outbox.sequence(Number(question))) sheet.show(page, outbox.value(Number(question)));
  flags.show(page);
  count(page);
  for (const entry of outbox.all()) mark(entry.question, entry.value.length > 0, true);
  if (part("keys")) part("keys").hidden = false;
  if (question && page.querySelector(".save-line--empty")) say(page.dataset.textChoose, "empty");
  part("question-form").focus({ preventScroll: true });
  part("window").value = own.name;
  offerRescue();
  if (!own.writes(page.dataset.writer)) {
    rest();
    offerRescue();
    return;
  }
  if (outbox.size) {
    part("back").hidden = false;
    tellUnsaved();
    flush();
  }
  if (meanwhile) keep();
}

function press(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || !page.dataset.question || sheet.typing()) return;
  if (page.hasAttribute("data-stands")) return;
  const arrow = { ArrowLeft: "previous", ArrowRight: "next" }[event.key];
  if (arrow) {
    const button = part(arrow);
    event.preventDefault();
    if (!button.disabled) go(button.value);
    return;
  }
  const letter = event.key.length === 1 ? event.key.toUpperCase() : "";
  if (letter === "F" && !sheet.lettered(page, letter)) {
    event.preventDefault();
    flags.turn(page);
    return;
  }
  const inside = part("question-form").contains(document.activeElement);
  const box = inside && letter && sheet.lettered(page, letter);
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.click();
}

// Who types is saved at each pause, and every two seconds while there is none.
function typed(event) {
  count(page);
  if (event.target.name !== "value" || !["text", "textarea"].includes(event.target.type)) return;
  typing ||= Date.now();
  clearTimeout(pause);
  pause = setTimeout(keep, Math.min(TYPING, Math.max(0, typing + MOST_TYPING - Date.now())));
}

// Whoever leaves in the middle of a word finds it again.
function leaving() {
  if (!pause) return;
  keep();
  outbox?.left();
}

function submitted(event) {
  const form = event.target;
  if (form.matches("[data-here]")) {
    own.keep();
  } else if (form.matches("[data-hand-in]")) {
    event.preventDefault();
    handIn(form);
  } else if (form.matches("[data-question-form]")) {
    event.preventDefault();
    if (event.submitter?.matches("[data-flag]")) flags.turn(page);
    else go(event.submitter?.value || "next");
  }
}

function clicked(event) {
  const link = event.target.closest("a[data-turn], a[data-cell]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  turn(link.href).then((shown) => { if (shown) history.pushState(null, "", shown); });
}

const finished = document.querySelector("[data-finished]");
if (finished) finish(finished);

// The paper is being closed: look again until there is a receipt.
if (document.querySelector("[data-closing]")) setTimeout(() => location.reload(), AGAIN);

if (page) {
  document.addEventListener("change", (event) => { if (sheet.answers(event.target)) keep(); });
  document.addEventListener("input", typed);
  early = sheet.touched(page);
  outbox = await Outbox.open(page.dataset.attempt);
  leavings = new Leavings(page.dataset.attempt);
  begin();
  spare.load(page.dataset.paperUrl);
  pulse.start(() => page.dataset);
  pulse.ask();
  leavings.start(() => page.dataset);
  document.addEventListener("submit", submitted);
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", press);
  addEventListener("popstate", () => turn(location.href));
  addEventListener("online", flush);
  addEventListener("offline", offerRescue);
  addEventListener("pageshow", (event) => { if (event.persisted) turn(location.href); });
  addEventListener("pagehide", leaving);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leaving();
    // A phone that slept stops its clocks; ask the server how much is left.
    if (document.visibilityState === "visible" && outbox.size === 0 && !countdown.over) pulse.ask();
  });
}
