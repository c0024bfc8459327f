// Flags on questions: shown at once, sent when there is a line. What could not be sent is kept on
// this device, where it may be; a lost flag costs no answer.

const PATIENCE = 8000;

export class Flags {
  constructor(attempt) {
    this.name = `hezhong:flags:${attempt}`;
    this.set = new Map();
    this.waiting = this.read();
    this.sending = null;
    for (const [question, flagged] of this.waiting) this.set.set(question, flagged);
  }

  read() {
    try {
      return new Map(JSON.parse(localStorage.getItem(this.name) || "[]"));
    } catch {
      return new Map();
    }
  }

  write() {
    try {
      if (this.waiting.size) localStorage.setItem(this.name, JSON.stringify([...this.waiting]));
      else localStorage.removeItem(this.name);
    } catch {
      // held by this page
    }
  }

  // What the page of the server does not know yet, or a spare page is too old for.
  show(page) {
    const { textFlagged } = page.dataset;
    for (const [question, flagged] of this.set) {
      for (const cell of page.querySelectorAll(`[data-cell="${question}"]`)) {
        cell.classList.toggle("question-cell--flagged", flagged);
        cell.querySelector("[data-flag-word]").textContent = flagged ? textFlagged : "";
      }
      if (question === Number(page.dataset.question)) {
        const button = page.querySelector("[data-flag]");
        button.setAttribute("aria-pressed", String(flagged));
        button.value = flagged ? "unflag" : "flag";
      }
    }
    const count = page.querySelector("[data-count-flagged]");
    if (count) count.textContent = page.querySelectorAll(".question-cell--flagged").length;
  }

  turn(page) {
    const question = Number(page.dataset.question);
    const flagged = page.querySelector("[data-flag]").getAttribute("aria-pressed") !== "true";
    this.set.set(question, flagged);
    this.waiting.set(question, flagged);
    this.write();
    this.show(page);
    return this.flush(page);
  }

  flush(page) {
    this.sending ??= this.sendAll(page.dataset).finally(() => { this.sending = null; });
    return this.sending;
  }

  // True when nothing is left to send, or nothing can be sent any more.
  async sendAll({ flagUrl, pass }) {
    while (this.waiting.size) {
      const [[question, flagged]] = this.waiting;
      try {
        const answer = await fetch(flagUrl, {
          method: "POST",
          redirect: "manual",
          signal: AbortSignal.timeout(PATIENCE),
          headers: { "Content-Type": "application/json", "X-Exam-Pass": pass },
          body: JSON.stringify({ question, flagged }),
        });
        if (answer.status === 0 || answer.status >= 500) return false;
      } catch {
        return false;
      }
      if (this.waiting.get(question) === flagged) this.waiting.delete(question);
      this.write();
    }
    return true;
  }

  clear() {
    this.waiting.clear();
    this.write();
  }
}
