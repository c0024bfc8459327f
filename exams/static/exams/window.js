// One window answers a paper at a time. Its name begins with this device's, by which the server
// knows which answers came from elsewhere, and ends with signs of its own, made anew at each load.
// The name it had before lies in the window's own storage (or behind the "#" of the address), so
// that a reload goes on by itself and a copied window is told. A page that goes hears no reply any
// more: under which of its names the server knows this window is then open, and both are kept.

const DEVICE = 10;
const WINDOW = 6;
const SIGNS = "0123456789abcdefghjkmnpqrstvwxyz";

const drawn = (length) =>
  Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => SIGNS[byte % 32]).join("");

// Storage may be forbidden: then nothing is found, and what is put is not kept.
function read(storage, key) {
  try {
    return window[storage].getItem(key) || "";
  } catch {
    return "";
  }
}

function put(storage, key, value) {
  try {
    window[storage].setItem(key, value);
  } catch {
    // kept in memory
  }
}

export class OwnWindow {
  constructor(attempt) {
    this.key = `hezhong:window:${attempt}`;
    this.earlier = (read("sessionStorage", this.key) || location.hash.slice(1)).split(" ");
    this.before = this.earlier[0];
    const device = read("localStorage", this.key) || this.before.slice(0, DEVICE) || drawn(DEVICE);
    put("localStorage", this.key, device);
    this.name = device + drawn(WINDOW);
  }

  // The server may know this window by its name soon.
  send() {
    if (this.kept || this.sent) return;
    this.sent = true;
    put("sessionStorage", this.key, [this.name, this.before].join(" ").trim());
  }

  // It does now.
  keep() {
    if (this.kept) return;
    this.kept = true;
    put("sessionStorage", this.key, this.name);
  }

  // The server knows it by none of the names told so far: whether there is one more to tell.
  other() {
    this.earlier = this.earlier.filter((name) => name && name !== this.before);
    if (this.earlier.length) this.before = this.earlier[0];
    return this.earlier.length > 0;
  }

  // The paper is handed in: nothing of it stays on the device.
  static forget(attempt) {
    for (const storage of ["sessionStorage", "localStorage"]) {
      try {
        window[storage].removeItem(`hezhong:window:${attempt}`);
      } catch {
        // nothing was kept
      }
    }
  }

  // Whether the window that the server calls the writer is this one, or none is yet.
  writes(writer) {
    if (this.earlier.includes(writer)) this.before = writer;
    return !writer || writer === this.name || writer === this.before;
  }
}
