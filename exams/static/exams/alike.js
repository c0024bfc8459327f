// While a question is written: asks, two seconds after the last key, what is like it in the bank.
// Without a script the same list stands on the page after "Preview".
const form = document.querySelector("[data-alike]");
if (form) {
  const found = form.querySelector("[data-found]");
  const names = /^(stem|option_[A-Z]|options|targets)$/;
  let waiting = 0;
  const ask = async () => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    body.append("ref", form.dataset.ref);
    for (const field of form.elements) {
      if (names.test(field.name) && field.value.trim()) body.append("text", field.value);
    }
    try {
      const reply = await fetch(form.dataset.alike, { method: "POST", body });
      if (reply.ok) found.innerHTML = await reply.text();
    } catch {
      // No line: the list comes with the next preview.
    }
  };
  form.addEventListener("input", (event) => {
    if (!names.test(event.target.name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 2000);
  });
}
