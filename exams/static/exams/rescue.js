// When answers cannot be sent: all that this device has of the paper, in a file that only the
// platform opens, for the candidate to hand to the staff. Beside each answer stands when it was
// given by the device's clock; how far that is off tells the server's clock as last heard.

const FORMAT = "hezhong-rescue-1";
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const NONCE = 12;
// Inside such an app nothing can be downloaded.
const NO_DOWNLOADS = /MicroMessenger/i;

const encoded = (text) => new TextEncoder().encode(text);
const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const signs = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""));

// Encrypts for the holder of a key of P-256: a key drawn for this file, ECDH, HKDF, AES-GCM.
async function seal(attempt, { key, point }, content) {
  const { subtle } = crypto;
  const theirs = await subtle.importKey("raw", bytes(point), CURVE, false, []);
  const own = await subtle.generateKey(CURVE, false, ["deriveBits"]);
  const shared = await subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
  const secret = await subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encoded(FORMAT) };
  const lock = await subtle.deriveKey(how, secret, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const sender = signs(await subtle.exportKey("raw", own.publicKey));
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const additionalData = encoded([FORMAT, attempt, key, sender].join("\n"));
  const data = await subtle.encrypt({ name: "AES-GCM", iv, additionalData }, lock, encoded(JSON.stringify(content)));
  return JSON.stringify({ format: FORMAT, attempt, key, sender, nonce: signs(iv), data: signs(data) });
}

export class Rescue {
  constructor() {
    this.arrived = new Map();
    this.heard = null;
    document.addEventListener("click", (event) => this.clicked(event));
  }

  // The block of the page that is shown, and what goes into a file when it is asked for. A page
  // that was fetched long ago says what the server's clock was then.
  show(page, visible, told) {
    this.block = page.querySelector("[data-rescue]");
    this.told = told;
    if (!this.block) return;
    this.block.hidden = !visible;
    const now = Number(this.block.dataset.now) * 1000;
    if (now && now > (this.serverNow() ?? 0)) this.heard = { now, ticks: performance.now() };
  }

  // The time is over and something still waits.
  over() {
    if (this.block) this.part("over").hidden = false;
  }

  part(name) {
    return this.block.querySelector(`[data-rescue-${name}]`);
  }

  serverNow() {
    return this.heard && this.heard.now + performance.now() - this.heard.ticks;
  }

  // The server acknowledged an answer.
  arrive({ question, sequence, value, at }) {
    this.arrived.set(question, { question, sequence, value, at, waits: false });
  }

  content() {
    const { pass, window, waiting } = this.told();
    const server = this.serverNow();
    const left = waiting.map(({ question, sequence, value, at }) => ({ question, sequence, value, at, waits: true }));
    return {
      pass,
      window,
      device_now: new Date().toISOString(),
      server_now: server ? new Date(server).toISOString() : "",
      answers: [...left, ...this.arrived.values()],
    };
  }

  async clicked(event) {
    if (!this.block?.contains(event.target)) return;
    if (event.target.closest("[data-rescue-save]")) await this.save();
    else if (event.target.closest("[data-rescue-take]")) await this.copy();
  }

  async save() {
    const { attempt, key, point, name, textSaved, textCopy, textNoLock } = this.block.dataset;
    if (!globalThis.crypto?.subtle) {
      this.part("said").textContent = textNoLock;
      return;
    }
    const text = await seal(Number(attempt), { key, point }, this.content());
    this.part("text").value = text;
    this.part("copy").hidden = false;
    if (NO_DOWNLOADS.test(navigator.userAgent)) {
      this.part("copy").open = true;
      this.part("said").textContent = textCopy;
      return;
    }
    const file = `${name}-${attempt}-${this.clock()}.json`;
    this.download(text, file);
    this.part("said").textContent = `${textSaved} ${file}`;
  }

  // Hours and minutes, for the name of the file.
  clock() {
    const now = new Date(this.serverNow() ?? Date.now());
    return [now.getHours(), now.getMinutes()].map((number) => String(number).padStart(2, "0")).join("");
  }

  download(text, file) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = file;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  // Where copying is refused, the text is chosen and the hand does it.
  async copy() {
    const text = this.part("text");
    text.focus();
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      this.part("said").textContent = this.block.dataset.textCopied;
    } catch {
      this.part("said").textContent = this.block.dataset.textHold;
    }
  }
}
