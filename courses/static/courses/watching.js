// Films and recordings of a lesson: go on where one was, tell the server how far one is, and hold the
// first viewing to what was watched. The server counts by its own clock; this file only keeps the
// player from running ahead of what will count.

const EVERY = 8000; // ms between two reports while it plays
const EASE = 2; // seconds by which the player may be ahead of what was watched

const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;

class Film {
  constructor(player) {
    this.player = player;
    this.furthest = Number(player.dataset.furthest ?? Infinity);
    this.told = -1;
    player.addEventListener("loadedmetadata", () => this.begin(), { once: true });
    player.addEventListener("timeupdate", () => this.advance());
    player.addEventListener("seeking", () => this.hold());
    player.addEventListener("pause", () => this.report());
    player.addEventListener("ended", () => this.report());
    setInterval(() => !player.paused && this.report(), EVERY);
    addEventListener("pagehide", () => this.report());
  }

  begin() {
    const at = Number(this.player.dataset.at);
    if (at > 0 && at < this.player.duration - 1) {
      this.player.currentTime = at;
    }
  }

  advance() {
    if (!this.player.seeking && this.player.currentTime <= this.furthest + EASE) {
      this.furthest = Math.max(this.furthest, this.player.currentTime);
    }
  }

  hold() {
    if (this.player.currentTime > this.furthest + EASE) {
      this.player.currentTime = this.furthest;
    }
  }

  report() {
    const at = Math.round(this.player.currentTime);
    if (!this.player.dataset.told || at === this.told) {
      return;
    }
    this.told = at;
    fetch(this.player.dataset.told, {
      method: "POST",
      headers: { "X-CSRFToken": token },
      body: new URLSearchParams({ at }),
      keepalive: true,
      credentials: "same-origin",
    }).catch(() => {
      this.told = -1;
    });
  }
}

if (token && !document.querySelector("[data-copy]:not([hidden])")) {
  document.querySelectorAll("[data-film]").forEach((player) => new Film(player));
}
