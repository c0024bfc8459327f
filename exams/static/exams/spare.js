// The questions of the paper, fetched once and held in the page's memory only: without a line the
// candidate turns to them all the same. They hold what the screen shows, never a key.

const PARTS = [".exam-bar__place", "[data-question-form]", ".exam-actions"];
const PATIENCE = 8000;

export class Spare {
  constructor() {
    this.sheets = new Map();
    this.loading = null;
    this.model = null;
  }

  load(paperUrl) {
    if (this.sheets.size === 0) this.loading ??= this.read(paperUrl).finally(() => { this.loading = null; });
  }

  async read(paperUrl) {
    try {
      const answer = await fetch(`${paperUrl}?q=all`, { redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
      if (!answer.ok) return;
      const all = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const sheet of all.querySelectorAll("[data-sheet]")) this.sheets.set(Number(sheet.dataset.sheet), sheet);
    } catch {
      // No line: asked for again when it is back.
    }
  }

  // The page of the question an address leads to, drawn from `model`, the last question shown; null
  // when it is not here.
  page(shown, url) {
    const { pathname, searchParams } = new URL(url, location.href);
    const place = Number(searchParams.get("q") ?? 1);
    const sheet = pathname === shown.dataset.paperUrl && this.sheets.get(place);
    if (!sheet || !this.model) return null;
    const page = this.model.cloneNode(true);
    for (const part of PARTS) page.querySelector(part).replaceWith(document.importNode(sheet.querySelector(part), true));
    page.dataset.question = place;
    page.dataset.sequence = sheet.dataset.sequence;
    for (const cell of page.querySelectorAll("[data-cell]")) {
      if (Number(cell.dataset.cell) === place) cell.setAttribute("aria-current", "true");
      else cell.removeAttribute("aria-current");
    }
    return page;
  }
}
