// Lets the worker keep what is read, once the page is there; and says so while the line is away.

const line = document.querySelector("[data-line]");
const copy = document.querySelector("[data-copy]:not([hidden])");

function say() {
  line.hidden = navigator.onLine;
}

if ("serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js"));
}
if (line && !copy) {
  addEventListener("online", say);
  addEventListener("offline", say);
}
