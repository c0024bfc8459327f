// The board refreshes by itself: each part that changes is replaced in its place, so that nothing
// jumps, a tick stays ticked and the focus stays where it is. When other seats stand there, the
// whole list is drawn anew. While nobody touches the page, its refreshing does not count as work: an
// open board does not keep somebody signed in for ever.

const EACH = 10_000;
const PATIENCE = 8000;

const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"];

let touched = false;
const board = document.querySelector("[data-board]");

const parts = (root) => new Map([...root.querySelectorAll("[data-live]")].map((part) => [part.dataset.live, part]));

function take(fresh) {
  const shown = parts(board);
  const come = parts(fresh);
  const same = shown.size === come.size && [...come.keys()].every((key) => shown.has(key));
  if (!same) {
    const ticked = new Set([...board.querySelectorAll("input:checked")].map((box) => box.value));
    board.replaceChildren(...fresh.body.childNodes);
    for (const box of board.querySelectorAll("input[type=checkbox]")) box.checked = ticked.has(box.value);
    return;
  }
  for (const [key, part] of come) {
    if (shown.get(key).innerHTML !== part.innerHTML) shown.get(key).innerHTML = part.innerHTML;
  }
}

async function refresh() {
  if (document.visibilityState === "hidden") return;
  const address = new URL(location.href);
  address.searchParams.set("part", "1");
  const headers = touched ? {} : { "X-By-Itself": "1" };
  touched = false;
  try {
    const answer = await fetch(address, { headers, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status === 200) take(new DOMParser().parseFromString(await answer.text(), "text/html"));
    else if (answer.type === "opaqueredirect" || answer.status === 404) location.reload();
  } catch {
    // No line: the moment shown says how old this is.
  }
}

if (board) {
  for (const touch of TOUCHES) addEventListener(touch, () => (touched = true), { passive: true });
  setInterval(refresh, EACH);
  document.addEventListener("visibilitychange", refresh);
  addEventListener("online", refresh);
}
