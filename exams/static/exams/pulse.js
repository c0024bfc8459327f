// Asks the server three times a minute how the clock stands: minutes may have been given, the paper
// may be paused or at an end. With that the server knows that this page is there. Fifty thousand
// pages do not ask in step: each wait is drawn anew.

const CALM = 20_000;
const STANDING = 5_000;
const PATIENCE = 8000;

export class Pulse {
  // `on.told(hands)`: how the clock stands; `on.over(url)`: the paper has ended.
  constructor(on) {
    this.on = on;
    this.timer = 0;
    this.asking = null;
    this.wait = CALM;
  }

  start(read) {
    this.read = read;
    this.again();
  }

  again() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), this.wait * (0.75 + Math.random() / 2));
  }

  ask() {
    this.asking ??= this.askOnce().finally(() => {
      this.asking = null;
      this.again();
    });
    return this.asking;
  }

  async askOnce() {
    const { clockUrl, pass } = this.read();
    try {
      const answer = await fetch(clockUrl, {
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
        headers: { "X-Exam-Pass": pass },
      });
      if (answer.status === 409) this.on.over((await answer.json()).url);
      if (answer.status !== 200) return;
      const hands = await answer.json();
      this.wait = hands.paused ? STANDING : CALM;
      this.on.told(hands);
    } catch {
      // No line: the clock goes on as it was, and the next answer sets it right.
    }
  }
}
