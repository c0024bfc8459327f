// Asks the device for a passkey and sends its answer with the form. What it is worth is decided by
// the server alone; without JavaScript the page says which other ways there are.

const form = document.querySelector("[data-passkey]");
const question = JSON.parse(document.getElementById("passkey-question").textContent).publicKey;

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const named = (kept) => kept?.map((one) => ({ ...one, id: toBytes(one.id) }));

function create() {
  const publicKey = {
    ...question,
    challenge: toBytes(question.challenge),
    user: { ...question.user, id: toBytes(question.user.id) },
    excludeCredentials: named(question.excludeCredentials) ?? [],
  };
  return navigator.credentials.create({ publicKey });
}

function get() {
  const publicKey = {
    ...question,
    challenge: toBytes(question.challenge),
    allowCredentials: named(question.allowCredentials) ?? [],
  };
  return navigator.credentials.get({ publicKey });
}

const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

function answered(credential) {
  const response = {};
  for (const part of PARTS) if (credential.response[part]) response[part] = toText(credential.response[part]);
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

function say(word) {
  for (const note of document.querySelectorAll("[data-passkey-said]")) note.hidden = note.dataset.passkeySaid !== word;
}

const WORDS = { NotAllowedError: "stopped", AbortError: "stopped", InvalidStateError: "known", SecurityError: "elsewhere" };

async function ask(event) {
  event.preventDefault();
  const button = form.querySelector("[data-passkey-button]");
  if (button.getAttribute("aria-busy") === "true") return;
  say("");
  button.setAttribute("aria-busy", "true");
  try {
    const credential = await (form.dataset.passkey === "create" ? create() : get());
    form.elements.credential.value = answered(credential);
    form.submit();
  } catch (error) {
    button.removeAttribute("aria-busy");
    say(WORDS[error.name] ?? "broken");
  }
}

if (window.PublicKeyCredential) {
  form.querySelector("[data-passkey-button]").hidden = false;
  form.addEventListener("submit", ask);
} else {
  say("unknown");
}
