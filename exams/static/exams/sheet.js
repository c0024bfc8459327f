// What is answered in the form of one question: boxes that are checked, or lines that are filled.

const boxes = (page) => [...page.querySelectorAll("[name=value]:not([data-line])")];
const lines = (page) => [...page.querySelectorAll("[name=value][data-line]")];
// A question on a case that is chosen from: its line takes the letters of the boxes checked.
const parts = (page) => [...page.querySelectorAll("[data-part]")];
const choices = (part) => [...part.querySelectorAll("[type=radio], [type=checkbox]")];
const line = (part) => part.querySelector("[data-line]");

// The answer as the server takes it; empty when nothing is answered.
export function read(page) {
  for (const part of parts(page)) line(part).value = choices(part).filter((box) => box.checked).map((box) => box.value).join("");
  const filled = lines(page).map((line) => line.value);
  if (filled.some((text) => text.trim())) return filled;
  return boxes(page).filter((box) => box.checked).map((box) => box.value);
}

export function show(page, value) {
  for (const box of boxes(page)) box.checked = value.includes(box.value);
  lines(page).forEach((line, n) => { line.value = value[n] ?? ""; });
  for (const part of parts(page)) for (const box of choices(part)) box.checked = line(part).value.includes(box.value);
}

// Whether somebody answered while the scripts were still on their way: the markup says what it held.
export function touched(page) {
  const chosen = [...boxes(page), ...parts(page).flatMap(choices)];
  return chosen.some((box) => box.checked !== box.defaultChecked)
    || lines(page).some((line) => line.value !== held(line));
}

function held(line) {
  if (!line.options) return line.defaultValue;
  return ([...line.options].find((option) => option.defaultSelected) ?? line.options[0]).value;
}

// What is changed or typed here is an answer.
export const answers = (target) => target.name === "value" || Boolean(target.closest?.("[data-part]"));

// The box that a letter on the keyboard chooses.
export function lettered(page, letter) {
  return boxes(page).find((box) => box.value === letter);
}

// Keys that are typed into a line, or choose in it, are the line's own.
export const typing = () => document.activeElement?.matches("[data-line]") ?? false;
