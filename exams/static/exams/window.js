// One window answers a paper at a time. Its name is made anew at each load; the name it had before
// lies in the window's own storage, so that a reload goes on by itself and a copied window is told.

const LENGTH = 16;
const SIGNS = "0123456789abcdefghjkmnpqrstvwxyz";

export class OwnWindow {
  constructor(attempt) {
    this.key = `hezhong:window:${attempt}`;
    this.name = Array.from(crypto.getRandomValues(new Uint8Array(LENGTH)), (byte) => SIGNS[byte % 32]).join("");
    this.before = this.read();
  }

  // Storage may be forbidden; then a reload asks before it goes on.
  read() {
    try {
      return sessionStorage.getItem(this.key) || "";
    } catch {
      return "";
    }
  }

  // The server knows this window by its name now.
  keep() {
    if (this.kept) return;
    this.kept = true;
    try {
      sessionStorage.setItem(this.key, this.name);
    } catch {
      // kept in memory
    }
  }

  // Whether the window that the server calls the writer is this one, or none is yet.
  writes(writer) {
    return !writer || writer === this.name || writer === this.before;
  }
}
