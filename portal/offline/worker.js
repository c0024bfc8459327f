// Reading without a network. The server says of each page whose it is (Hezhong-Reader) and whether it
// may be kept (Hezhong-Keep); this file knows no address of any app. The network is always asked
// first: a copy is shown only when there is none. Copies belong to one reader: they go when that
// reader signs out, and when a page comes that belongs to somebody else. Films, recordings, answers
// to forms and everything in SETUP.leftAlone pass by untouched.

const FILES = `hezhong-files:${SETUP.version}`;
const PAGES = "hezhong-pages:"; // and the reader's opaque name
const STATE = "hezhong-state";
const STATE_AT = `${SETUP.shelf}state`;
const MOST = 150; // copies, pictures included; the oldest go
const LARGEST = 24 * 1024 * 1024; // bytes of all copies together
const ONE = 2 * 1024 * 1024; // bytes of a single one
const OLDEST = 30 * 24 * 3600 * 1000; // ms since it was opened last
const LOOSE = { ignoreVary: true }; // cookies are no part of what a worker can compare
const GONE = [403, 404, 410];

let turn = 0; // goes up when copies were dropped: what was under way before is not kept any more
let known; // {reader, language, large}, also stored, since a worker is stopped when it idles

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || leftAlone(pathname)) {
    return;
  }
  if (request.mode === "navigate") {
    visit(event, pathname);
  } else if (isFile(request, pathname) && !leftAlone(pathOf(request.referrer))) {
    event.respondWith(file(request));
  }
});

async function install() {
  const files = await caches.open(FILES);
  const wanted = [...SETUP.files, ...Object.values(SETUP.shelves)];
  await files.addAll(wanted.map((address) => new Request(address, { cache: "no-cache" })));
  await skipWaiting();
}

async function takeOver() {
  const old = (await caches.keys()).filter((name) => name.startsWith("hezhong-files:"));
  await Promise.all(old.filter((name) => name !== FILES).map((name) => caches.delete(name)));
  await clients.claim();
}

function pathOf(address) {
  return address.startsWith(location.origin) ? new URL(address).pathname : "";
}

function leftAlone(pathname) {
  return SETUP.leftAlone.some((start) => pathname.startsWith(start));
}

function isFile(request, pathname) {
  return (
    request.method === "GET" &&
    !request.headers.has("Range") &&
    (pathname.startsWith(SETUP.static) ||
      (pathname.startsWith(SETUP.media) && request.destination === "image"))
  );
}

function visit(event, pathname) {
  const { request } = event;
  if (request.method === "GET") {
    event.respondWith(pathname.startsWith(SETUP.shelf) ? shelf("asked") : page(event));
  } else if (pathname === SETUP.shelf) {
    event.respondWith(wipe().then(() => shelf("asked")));
  } else if (request.method === "POST") {
    if (pathname === SETUP.out) {
      event.waitUntil(wipe());
    }
    if (!navigator.onLine) {
      event.respondWith(shelf("unsent"));
    }
  }
}

// A page: from the network, or as it was when it was opened last.
async function page(event) {
  const { request } = event;
  const began = turn;
  let answer;
  try {
    answer = await fetch(request);
  } catch {
    return (await copyOf(request)) ?? shelf("away");
  }
  if (GONE.includes(answer.status) || answer.type === "opaqueredirect") {
    event.waitUntil(drop(request.url));
  }
  const reader = answer.headers.get("Hezhong-Reader");
  if (reader && turn === began) {
    await begin(reader, answer.headers.get("Content-Language"));
    if (answer.ok && answer.headers.get("Hezhong-Keep")) {
      event.waitUntil(keep(request.url, answer.clone(), reader, turn).catch(() => {}));
    }
  }
  return answer;
}

async function copyOf(request) {
  const { reader } = await state();
  const kept = reader && (await (await caches.open(PAGES + reader)).match(request, LOOSE));
  if (!kept || isOld(kept)) {
    return undefined;
  }
  const text = (await kept.text()).replace(" data-copy hidden", " data-copy");
  return new Response(text, { headers: kept.headers });
}

async function keep(address, answer, reader, began) {
  const text = await answer.text();
  if (turn !== began) {
    return;
  }
  await remember({ large: /<html[^>]* class="large"/.test(text) });
  const cache = await caches.open(PAGES + reader);
  await put(cache, address, new Blob([text]), answer.headers);
  await Promise.allSettled(pictures(text).map((picture) => keepPicture(cache, picture)));
  await trim(cache);
  if (turn !== began) {
    await caches.delete(PAGES + reader);
  }
}

async function put(cache, address, content, given) {
  if (content.size > ONE) {
    return;
  }
  const headers = new Headers(given);
  for (const name of ["Content-Encoding", "Content-Length"]) {
    headers.delete(name);
  }
  headers.set("Hezhong-Size", content.size);
  headers.set("Hezhong-Kept", new Date().toISOString());
  await cache.delete(address, LOOSE); // so that it stands last
  await cache.put(address, new Response(content, { headers }));
}

function pictures(text) {
  const found = [...text.matchAll(/<img\b[^>]*\bsrc="([^"]+)"/g)].map((match) => match[1]);
  return navigator.connection?.saveData ? [] : found.filter((at) => at.startsWith(SETUP.media));
}

async function keepPicture(cache, address) {
  const answer = (await cache.match(address, LOOSE)) ?? (await fetch(address));
  if (answer.ok && answer.type !== "opaque") {
    await put(cache, address, await answer.blob(), answer.headers);
  }
}

function isOld(kept) {
  return Date.now() - Date.parse(kept.headers.get("Hezhong-Kept")) > OLDEST;
}

async function trim(cache) {
  let number = 0;
  let bytes = 0;
  for (const request of (await cache.keys()).reverse()) {
    const kept = await cache.match(request, LOOSE);
    number += 1;
    bytes += Number(kept?.headers.get("Hezhong-Size"));
    if (!kept || number > MOST || bytes > LARGEST || isOld(kept)) {
      await cache.delete(request, LOOSE);
    }
  }
}

// A style sheet, script, icon or picture: from the network, or as it was kept. A page that was kept
// before an update names files of old, whose names differ in their digest only.
async function file(request) {
  try {
    return await fetch(request);
  } catch (failed) {
    const { reader } = await state();
    const files = await caches.open(FILES);
    const kept =
      (await files.match(request, LOOSE)) ??
      (reader && (await (await caches.open(PAGES + reader)).match(request, LOOSE))) ??
      (await sibling(files, request));
    if (!kept) {
      throw failed;
    }
    return kept;
  }
}

async function sibling(files, request) {
  const plain = ({ url }) => new URL(url).pathname.replace(/\.[0-9a-f]{12}(\.\w+)$/, "$1");
  const same = (await files.keys()).find((held) => plain(held) === plain(request));
  return same && files.match(same, LOOSE);
}

// Whose copies there are.
async function state() {
  known ??= (await (await (await caches.open(STATE)).match(STATE_AT))?.json()) ?? {};
  return known;
}

async function remember(news) {
  const before = await state();
  if (Object.entries(news).some(([name, value]) => before[name] !== value)) {
    known = { ...before, ...news };
    await (await caches.open(STATE)).put(STATE_AT, Response.json(known));
  }
}

async function begin(reader, language) {
  if ((await state()).reader !== reader) {
    turn += 1;
    await dropCopies((name) => name !== PAGES + reader);
  }
  await remember({ reader, language });
}

async function wipe() {
  turn += 1;
  await dropCopies(() => true);
}

async function dropCopies(which) {
  const names = (await caches.keys()).filter((name) => name.startsWith(PAGES) && which(name));
  await Promise.all(names.map((name) => caches.delete(name)));
}

async function drop(address) {
  const names = (await caches.keys()).filter((name) => name.startsWith(PAGES));
  await Promise.all(names.map(async (name) => (await caches.open(name)).delete(address, LOOSE)));
}

// The page of what is on the device; `why` it is shown: asked for, the network is away, or a form
// could not be sent.
async function shelf(why) {
  const { language, large } = await state();
  const at = SETUP.shelves[language] ?? Object.values(SETUP.shelves)[0];
  const kept = await (await caches.open(FILES)).match(at, LOOSE);
  const lines = await copies(language);
  let text = await kept.text();
  if (why !== "asked") {
    text = text.replace('data-why="asked"', '$& hidden');
    text = text.replace(`data-why="${why}" hidden`, `data-why="${why}"`);
  }
  if (large) {
    text = text.replace("<html ", '<html class="large" ');
  }
  if (lines.length) {
    text = text.replace("data-some hidden", "data-some").replace("data-none", "data-none hidden");
    text = text.replace("<!-- copies -->", () => lines.join(""));
  }
  return new Response(text, { status: why === "asked" ? 200 : 503, headers: kept.headers });
}

async function copies(language) {
  const { reader } = await state();
  const cache = reader ? await caches.open(PAGES + reader) : undefined;
  const lines = [];
  for (const request of ((await cache?.keys()) ?? []).reverse()) {
    const kept = await cache.match(request, LOOSE);
    if (kept?.headers.get("Content-Type").startsWith("text/html") && !isOld(kept)) {
      lines.push(line(request, kept.headers.get("Hezhong-Kept"), await kept.text(), language));
    }
  }
  return lines;
}

function line(request, moment, text, language) {
  const { pathname } = new URL(request.url);
  const [title] = (/<title>([^<]*)<\/title>/.exec(text)?.[1] ?? pathname).trim().split(" · ");
  const shape = { dateStyle: "medium", timeStyle: "short", timeZone: SETUP.zone };
  const locale = language === "en" ? "en-GB" : language; // 26 Nov 2026, 21:03
  const when = new Intl.DateTimeFormat(locale, shape).format(new Date(moment));
  return `<li><a class="lines__link" href="${pathname}"><span><strong lang="zh-Hans">${title}</strong><span class="meta"><time datetime="${moment}">${when}</time></span></span></a></li>`;
}
