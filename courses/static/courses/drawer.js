// Opens a cited article in place. Without a script, without a network, or asked for in a window of
// its own, the link leads to the article's page as ever.

const drawer = document.querySelector("[data-drawer]");
const title = drawer?.querySelector("[data-drawer-title]");
const text = drawer?.querySelector("[data-drawer-text]");
const whole = drawer?.querySelector("[data-drawer-page]");

// From the title down to the article and its dates, as the page of the article shows them.
function partsOf(page) {
  const article = page.querySelector(".statute--page");
  const parts = [];
  for (let part = page.querySelector("h1")?.nextElementSibling; article && part; part = part.nextElementSibling) {
    parts.push(part);
    if (part === article) {
      const dates = article.nextElementSibling;
      return dates?.matches(".meta") ? [...parts, dates] : parts;
    }
  }
  return [];
}

async function read(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
  return { heading: page.querySelector("h1")?.textContent ?? "", parts: partsOf(page) };
}

async function open(link) {
  const { heading, parts } = await read(link.href).catch(() => ({ parts: [] }));
  if (!parts.length) {
    location.assign(link.href);
    return;
  }
  title.textContent = heading;
  text.replaceChildren(...parts.map((part) => document.importNode(part, true)));
  whole.href = link.href;
  drawer.showModal();
}

if (drawer?.showModal) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.cite:not(.cite--repealed)");
    const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (link && !elsewhere && !drawer.contains(link)) {
      event.preventDefault();
      open(link);
    }
  });
  drawer.addEventListener("click", (event) => event.target === drawer && drawer.close());
}
