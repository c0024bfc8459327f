// Where a device keeps what waits for the server: the browser's database, its plain store where
// that is refused, and nowhere. Entries are {question, sequence, value, at, order}: `at` is when it
// was given by the clock of the device, `order` counts the changes.

const ANSWERS = "answers";
const PATIENCE = 3000;
const OPENED = "storage was not opened";

const asked = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

// IndexedDB, a database for each attempt. A change is settled when the browser says that it lies
// on the disk.
export class BrowserStore {
  outlives = true;

  static open(name) {
    return new Promise((resolve, reject) => {
      // Some browsers neither open it nor refuse.
      const timer = setTimeout(() => reject(new Error(OPENED)), PATIENCE);
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(ANSWERS, { keyPath: "question" });
      request.onerror = () => { clearTimeout(timer); reject(request.error); };
      request.onblocked = request.onerror;
      request.onsuccess = () => { clearTimeout(timer); resolve(new BrowserStore(request.result)); };
    });
  }

  constructor(database) {
    this.database = database;
    // Another window clears after handing in.
    database.onversionchange = () => database.close();
  }

  all() {
    return asked(this.database.transaction(ANSWERS).objectStore(ANSWERS).getAll());
  }

  change(act) {
    return new Promise((resolve, reject) => {
      const whole = this.database.transaction(ANSWERS, "readwrite", { durability: "strict" });
      whole.oncomplete = () => resolve();
      whole.onabort = () => reject(whole.error);
      act(whole.objectStore(ANSWERS));
    });
  }

  put(entry) {
    return this.change((answers) => answers.put(entry));
  }

  // Another window may have put a newer one meanwhile.
  done(question, sequence) {
    return this.change((answers) => {
      const request = answers.get(question);
      request.onsuccess = () => {
        if (request.result && request.result.sequence <= sequence) answers.delete(question);
      };
    });
  }

  async clear() {
    const { name } = this.database;
    await this.change((answers) => answers.clear());
    this.database.close();
    indexedDB.deleteDatabase(name);
  }
}

// localStorage: one text for the whole attempt.
export class PlainStore {
  outlives = true;

  static works() {
    try {
      return Boolean(localStorage);
    } catch {
      return false;
    }
  }

  constructor(name) {
    this.name = name;
  }

  read() {
    try {
      return new Map(JSON.parse(localStorage.getItem(this.name) || "[]"));
    } catch {
      return new Map();
    }
  }

  write(entries) {
    // A list of pairs: an object would sort the questions by number and lose the order of changes.
    if (entries.size) localStorage.setItem(this.name, JSON.stringify([...entries]));
    else localStorage.removeItem(this.name);
  }

  async all() {
    return [...this.read()].map(([question, entry], order) => ({ at: "", order, ...entry, question }));
  }

  async put(entry) {
    const entries = this.read();
    entries.delete(entry.question);
    this.write(entries.set(entry.question, entry));
  }

  async done(question, sequence) {
    const entries = this.read();
    if (entries.get(question)?.sequence <= sequence) entries.delete(question);
    this.write(entries);
  }

  async clear() {
    localStorage.removeItem(this.name);
  }
}

// This page's memory holds the entries already.
export class MemoryStore {
  outlives = false;
  async all() { return []; }
  async put() {}
  async done() {}
  async clear() {}
}
