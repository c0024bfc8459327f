// How many characters a written answer has, of those it may have; the browser lets no more in.

export function count(page) {
  for (const text of page.querySelectorAll("textarea[data-line]")) {
    const field = text.closest(".field");
    const most = text.maxLength;
    field.querySelector("[data-count]").textContent = `${text.value.length}／${most}`;
    field.querySelector("[data-full]").hidden = text.value.length < most;
  }
}
