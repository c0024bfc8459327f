// Tells the server which parts of a lesson were in sight and where the reader is, so that the lesson
// counts and another device goes on there. Without this file the reader says so by the button at the
// end of the lesson.

const EVERY = 4000; // ms between two reports
const ENOUGH = 0.5; // of a part, or of the screen when the part is taller

const body = document.querySelector("[data-seen]");
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;

const waiting = new Set();
let at = "";
let told = "";

const ids = (part) => part.dataset.part.split(" ");

function report() {
  if (!waiting.size && at === told) {
    return;
  }
  const data = new URLSearchParams([...waiting].map((id) => ["block", id]));
  data.append("at", at);
  const sent = [...waiting];
  waiting.clear();
  told = at;
  fetch(body.dataset.seen, {
    method: "POST",
    headers: { "X-CSRFToken": token },
    body: data,
    keepalive: true,
    credentials: "same-origin",
  })
    .then((answer) => {
      if (answer.status === 205) {
        location.assign(`${location.pathname}?finished#end`);
      } else if (!answer.ok) {
        sent.forEach((id) => waiting.add(id));
      }
    })
    .catch(() => sent.forEach((id) => waiting.add(id)));
}

function watch() {
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, intersectionRatio, intersectionRect, target } of entries) {
        const enough =
          intersectionRatio >= ENOUGH || intersectionRect.height >= innerHeight * ENOUGH;
        if (isIntersecting && enough) {
          ids(target).forEach((id) => waiting.add(id));
          at = ids(target)[0];
        }
      }
    },
    { threshold: [0.05, 0.1, 0.25, ENOUGH, 1] },
  );
  body.querySelectorAll("[data-part]").forEach((part) => seen.observe(part));
  setInterval(report, EVERY);
  addEventListener("pagehide", report);
  document.addEventListener("visibilitychange", () => document.hidden && report());
}

// A copy that is read without a network is no evidence: the server's clock did not run beside it.
if (body && token && !document.querySelector("[data-copy]:not([hidden])")) {
  watch();
}
