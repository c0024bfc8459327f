// The button that prints a sheet; without this file the browser's own menu does.

const button = document.querySelector("[data-print]");
button.hidden = false;
button.addEventListener("click", () => print());
