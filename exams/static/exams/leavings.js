// Tells the server when this page was left for more than three seconds, and when it was come back
// to. It is recorded, the cover page says so, and by itself nothing follows from it. What could not
// be told waits on this device. A reload is no leaving.

const AFTER = 3000;
const PATIENCE = 8000;
const MOST = 50;
// What it cannot read, and what comes after the paper was handed in, it will never take.
const FINAL = [400, 409];
const SIGNS = "0123456789abcdefghjkmnpqrstvwxyz";

const drawn = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => SIGNS[byte % 32]).join("");

const away = () => document.visibilityState === "hidden" || !document.hasFocus();

export class Leavings {
  constructor(attempt) {
    this.name = `hezhong:leavings:${attempt}`;
    this.left = null;
    this.timer = 0;
    this.sending = null;
    this.waiting = this.kept();
  }

  start(read) {
    this.read = read;
    document.addEventListener("visibilitychange", () => this.look());
    addEventListener("blur", () => this.look());
    addEventListener("focus", () => this.look());
  }

  look() {
    if (away() && !this.left) {
      this.left = { mark: drawn(), device: Date.now(), ticks: performance.now() };
      this.timer = setTimeout(() => this.tell(null), AFTER);
    } else if (!away() && this.left) {
      clearTimeout(this.timer);
      // One of the two clocks may have slept with the device, or been set.
      const gone = Math.max(performance.now() - this.left.ticks, Date.now() - this.left.device);
      if (gone > AFTER) this.tell(Math.round(gone / 1000));
      this.left = null;
    }
  }

  tell(seconds) {
    const { mark, device } = this.left;
    this.waiting.push({ mark, device, seconds });
    this.write();
    this.flush();
  }

  flush() {
    if (this.waiting.length) this.sending ??= this.send().finally(() => { this.sending = null; });
  }

  async send() {
    const { leftUrl, pass } = this.read();
    const some = this.waiting.slice(0, MOST);
    const leavings = some.map((one) => ({ ...one, ago: Math.max(0, Math.round((Date.now() - one.device) / 1000)) }));
    try {
      const answer = await fetch(leftUrl, {
        method: "POST",
        redirect: "manual",
        keepalive: true,
        signal: AbortSignal.timeout(PATIENCE),
        headers: { "Content-Type": "application/json", "X-Exam-Pass": pass },
        body: JSON.stringify({ leavings }),
      });
      if (!answer.ok && !FINAL.includes(answer.status)) return;
    } catch {
      return;
    }
    this.waiting = this.waiting.filter((one) => !some.includes(one));
    this.write();
  }

  kept() {
    try {
      return JSON.parse(localStorage.getItem(this.name) || "[]");
    } catch {
      return [];
    }
  }

  write() {
    try {
      if (this.waiting.length) localStorage.setItem(this.name, JSON.stringify(this.waiting));
      else localStorage.removeItem(this.name);
    } catch {
      // held by this page
    }
  }

  clear() {
    this.waiting = [];
    this.write();
  }
}
