// Saves a round trip: after each change the form is checked in the background, and what the bank
// lacks is shown. Without this script the "check" button does the same.

const form = document.getElementById("matrix");
let waiting = 0;
let asked = null;

async function check() {
  asked?.abort();
  asked = new AbortController();
  const sent = new FormData(form);
  sent.set("act", "check");
  try {
    const answer = await fetch(form.action, { method: "POST", body: sent, signal: asked.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    show(page);
  } catch {
    // The next change, or the button, asks again.
  }
}

function show(page) {
  const standing = page.getElementById("standing");
  if (standing) document.getElementById("standing").replaceChildren(...standing.childNodes);
  swap(page, ".matrix__section > legend h2");
  const now = form.querySelectorAll(".matrix__lack");
  const then = page.querySelectorAll(".matrix__lack");
  if (now.length !== then.length) return;
  now.forEach((cell, at) => {
    cell.closest("tr").className = then[at].closest("tr").className;
    cell.replaceChildren(...then[at].childNodes);
  });
}

// What a section comes to, where the page still has as many of them.
function swap(page, names) {
  const now = form.querySelectorAll(names);
  const then = page.querySelectorAll(names);
  if (now.length === then.length) now.forEach((part, at) => part.replaceChildren(...then[at].childNodes));
}

form?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(check, 400);
});
