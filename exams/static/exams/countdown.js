// The clock on the screen. It only shows: the server decides what is in time. It counts from what
// the server said was left, by a clock that setting the device's time does not move.

const WARNINGS = [600, 300, 60];
const LOW = 300;
const ticks = () => performance.now() / 1000;

export class Countdown {
  // `on.warn(minutes)` at ten, five and one minute; `on.end(grace)` once, when nothing is left.
  constructor(on) {
    this.on = on;
    this.warned = Infinity;
    this.over = false;
    this.timer = 0;
  }

  show(element) {
    this.element = element;
    this.set(Number(element.dataset.left), element.hasAttribute("data-stands"));
    this.timer ||= setInterval(() => this.tick(), 500);
    this.tick();
  }

  get left() {
    return this.standing ?? Math.max(0, this.ends - ticks());
  }

  // `stands`: the paper is paused, and so is this.
  set(left, stands = false) {
    this.standing = stands ? left : null;
    this.ends = ticks() + left;
  }

  tick() {
    const left = Math.ceil(this.left);
    const digits = (number) => String(number).padStart(2, "0");
    this.element.textContent = `${digits(Math.floor(left / 60))}:${digits(left % 60)}`;
    this.element.toggleAttribute("data-low", left <= LOW);
    const passed = WARNINGS.filter((at) => left <= at).pop();
    if (left > 0 && passed && passed < this.warned) {
      this.warned = passed;
      this.on.warn(Math.ceil(left / 60));
    }
    if (left === 0 && !this.over && this.standing === null) {
      this.over = true;
      this.on.end(Number(this.element.dataset.grace));
    }
  }
}
