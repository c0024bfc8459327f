// Without JavaScript the button stays hidden: the browser's own menu prints just as well.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
