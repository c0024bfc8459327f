// Answers that the server has not acknowledged, kept on this device: one per question, the newest.
// They are read once at the beginning and stand in memory from then on; each change is written
// behind it. `written` tells when all of them lie where a crash of the browser cannot reach them.

import { BrowserStore, MemoryStore, PlainStore } from "./stores.js";

export class Outbox {
  static async open(attempt) {
    const name = `hezhong:attempt:${attempt}`;
    const store = await BrowserStore.open(name).catch(() => plain(name));
    const outbox = new Outbox(name, store);
    await outbox.fetch();
    return outbox;
  }

  constructor(name, store) {
    this.name = name;
    this.store = store;
    this.entries = new Map();
    this.order = 0;
    this.settled = Promise.resolve();
  }

  // What an earlier page had to put into the plain store comes over into the better one.
  async fetch() {
    const held = await this.store.all();
    const before = this.store instanceof BrowserStore ? await plain(this.name).all() : [];
    for (const entry of [...held, ...before].sort((one, other) => one.order - other.order)) {
      if (entry.sequence > this.sequence(entry.question)) this.keep(entry);
    }
    this.order = Math.max(0, ...[...this.entries.values()].map((entry) => entry.order));
    if (!before.length) return;
    for (const entry of this.all()) this.write((store) => store.put(entry));
    await this.settled;
    if (this.store instanceof BrowserStore) plain(this.name).clear();
  }

  get size() { return this.entries.size; }
  // Whether what waits outlives this page.
  get outlives() { return this.store.outlives; }
  sequence(question) { return this.entries.get(question)?.sequence || 0; }
  value(question) { return this.entries.get(question)?.value || []; }
  all() { return [...this.entries.values()]; }

  // Taking it out first keeps the order of the map the order of the changes.
  keep(entry) {
    this.entries.delete(entry.question);
    this.entries.set(entry.question, entry);
  }

  put(question, sequence, value) {
    this.order += 1;
    const entry = { question, sequence, value, at: new Date().toISOString(), order: this.order };
    this.keep(entry);
    this.write((store) => store.put(entry));
  }

  // A change made while the entry was on its way has a higher number and stays.
  done(entry) {
    if (this.sequence(entry.question) > entry.sequence) return;
    this.entries.delete(entry.question);
    this.write((store) => store.done(entry.question, entry.sequence));
    this.plainly((store) => store.done(entry.question, entry.sequence));
  }

  // A page that goes has no time left for the better store; the plain one is written at once, and
  // whatever opens next takes over from it.
  left() {
    for (const entry of this.all()) this.plainly((store) => store.put(entry));
  }

  plainly(act) {
    if (!(this.store instanceof BrowserStore)) return;
    Promise.resolve(act(plain(this.name))).catch(() => {});  // it may be full or forbidden
  }

  clear() {
    this.entries.clear();
    this.write((store) => store.clear());
    if (this.store instanceof BrowserStore) this.write(() => plain(this.name).clear());
    return this.settled;
  }

  // When all lies in the store, also what was put while this waited.
  async written() {
    let last;
    do {
      last = this.settled;
      await last;
    } while (last !== this.settled);
  }

  write(act) {
    this.settled = this.settled.then(() => act(this.store)).catch(() => this.fallBack());
  }

  // The browser took its storage away, or it is full: the next best takes over all that waits.
  async fallBack() {
    this.store = this.store instanceof BrowserStore ? plain(this.name) : new MemoryStore();
    try {
      for (const entry of this.all()) await this.store.put(entry);
    } catch {
      this.store = new MemoryStore();
    }
  }
}

// Storage may be forbidden altogether (private windows, old web views); then memory has to do.
function plain(name) {
  return PlainStore.works() ? new PlainStore(name) : new MemoryStore();
}
