// Checks a compact record on the device, with the public keys in the page: no module, so that it
// also runs from a page that was saved as a file. Where the browser has no Ed25519, or the page is
// not let near it, the form goes to the server as it does without this script.

(() => {
  const MARK = "HZ1:";
  const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  const SIGNATURE = 64;
  const DAY = /^\d{4}-\d\d-\d\d$/;
  const CITY = "Asia/Shanghai";
  const form = document.querySelector("[data-check]");
  const answer = document.querySelector("[data-answer]");

  // Base 45 (RFC 9285): three signs are two bytes, a last pair one. null for anything else.
  function read(text) {
    const signs = text.trim();
    if (!signs.startsWith(MARK)) return null;
    const bytes = [];
    for (let at = MARK.length; at < signs.length; at += 3) {
      const places = [...signs.slice(at, at + 3)].map((sign) => SIGNS.indexOf(sign));
      const number = places.reduce((sum, place, power) => sum + place * 45 ** power, 0);
      const size = places.length - 1;
      if (Math.min(...places) < 0 || size < 1 || number >= 256 ** size) return null;
      if (size === 2) bytes.push(number >> 8);
      bytes.push(number & 255);
    }
    return new Uint8Array(bytes);
  }

  function told(payload) {
    try {
      const facts = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
      return Array.isArray(facts) && facts.length === 7 ? facts : null;
    } catch {
      return null;
    }
  }

  // What a record says whose signature is right, null where it is not; throws without Ed25519.
  async function checked(text) {
    const sealed = read(text);
    const payload = sealed?.slice(0, -SIGNATURE);
    const facts = payload && told(payload);
    const held = facts && [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === facts[0]);
    if (!held) return null;
    const raw = Uint8Array.from(atob(held.dataset.public), (sign) => sign.charCodeAt(0));
    const key = await crypto.subtle.importKey("raw", raw, "Ed25519", false, ["verify"]);
    const right = await crypto.subtle.verify("Ed25519", key, sealed.slice(-SIGNATURE), payload);
    return right ? facts : null;
  }

  // A kind, or the day that stands for no end, in the reader's words; another day as the reader
  // writes it.
  function worded(said) {
    const known = [...document.querySelectorAll("[data-said]")].find((one) => one.dataset.said === said);
    if (known) return known.dataset.word;
    return DAY.test(said) ? dated(said) : said;
  }

  function dated(day) {
    const language = document.documentElement.lang;
    const parts = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };
    return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, parts).format(new Date(day));
  }

  // How the period stands on the city's day, by the clock of this device. ISO days are in their
  // order, and Swedish ones are written so.
  function period(facts) {
    const today = new Intl.DateTimeFormat("sv-SE", { timeZone: CITY }).format(new Date());
    if (facts[6] < today) return "over";
    return today < facts[5] ? "early" : "runs";
  }

  function show(facts) {
    answer.hidden = false;
    answer.querySelector("[data-forged]").hidden = Boolean(facts);
    answer.querySelector("[data-genuine]").hidden = !facts;
    for (const line of answer.querySelectorAll("[data-fact]")) {
      line.textContent = facts ? worded(facts[line.dataset.fact]) : "";
    }
    for (const note of answer.querySelectorAll("[data-period]")) {
      note.hidden = !facts || note.dataset.period !== period(facts);
    }
  }

  form.addEventListener("submit", (event) => {
    const text = form.elements.record.value;
    if (!text.trim() || !globalThis.crypto?.subtle) return;
    event.preventDefault();
    checked(text).then(show, () => form.submit());
  });
})();
