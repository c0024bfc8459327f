// Answers that the server has not acknowledged, kept on this device: one per question, the newest.

export class Outbox {
  constructor(attempt) {
    this.name = `hezhong:attempt:${attempt}`;
    this.entries = this.read();
  }

  // Storage may be forbidden (private windows, old web views); then memory has to do.
  read() {
    try {
      return new Map(JSON.parse(localStorage.getItem(this.name) || "[]"));
    } catch {
      return new Map();
    }
  }

  write() {
    try {
      // A list of pairs: an object would sort the questions by number and lose the order of changes.
      if (this.entries.size) localStorage.setItem(this.name, JSON.stringify([...this.entries]));
      else localStorage.removeItem(this.name);
    } catch {
      // kept in memory
    }
  }

  get size() { return this.entries.size; }
  sequence(question) { return this.entries.get(question)?.sequence || 0; }
  value(question) { return this.entries.get(question)?.value || []; }
  all() { return [...this.entries].map(([question, entry]) => ({ question, ...entry })); }

  // Taking it out first keeps the order of the map the order of the changes.
  put(question, sequence, value) {
    this.entries.delete(question);
    this.entries.set(question, { sequence, value });
    this.write();
  }

  // A change made while the entry was on its way has a higher number and stays.
  done(entry) {
    if (this.sequence(entry.question) <= entry.sequence) this.entries.delete(entry.question);
    this.write();
  }

  clear() {
    this.entries.clear();
    this.write();
  }
}
