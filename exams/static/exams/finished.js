// The paper has ended. What still waits on this device is sent all the same, to be kept as late;
// what the server does not take can be saved as a file. Nothing goes before it is in either place.

import { Flags } from "./flags.js";
import { Leavings } from "./leavings.js";
import { Outbox } from "./outbox.js";
import { Rescue } from "./rescue.js";
import { OwnWindow } from "./window.js";

const PATIENCE = 8000;
const TOGETHER = 50;

export async function finish(receipt) {
  const { finished: attempt } = receipt.dataset;
  new Flags(attempt).clear();
  new Leavings(attempt).clear();
  const outbox = await Outbox.open(attempt);
  const own = new OwnWindow(attempt);
  const rescue = new Rescue();
  const { pass } = receipt.dataset;
  const offer = () => rescue.show(receipt, outbox.size > 0, () => ({ pass, window: own.name, waiting: outbox.all() }));
  const tell = (name, count) => {
    const line = receipt.querySelector(`[data-${name}]`);
    line.hidden = !count;
    line.querySelector("[data-count]").textContent = count;
  };
  const forget = () => {
    outbox.clear();
    OwnWindow.forget(attempt);
  };

  async function sendLate() {
    let kept = 0;
    try {
      while (outbox.size) {
        const entries = outbox.all().slice(0, TOGETHER);
        const stand = await send(receipt.dataset, own, entries);
        entries.forEach((entry, n) => {
          outbox.done(entry);
          // One that had arrived in time, and its reply had not, stands and counts.
          if (JSON.stringify(entry.value) !== JSON.stringify(stand[n].value ?? [])) kept += 1;
        });
      }
    } catch {
      // Not taken, or no line: it stays here.
    }
    tell("late", kept);
    tell("left", outbox.size);
    receipt.querySelector("[data-all]").hidden = outbox.size > 0;
    offer();
    if (!outbox.size) forget();
  }

  if (!outbox.size) {
    forget();
    return;
  }
  addEventListener("online", sendLate);
  await sendLate();
}

async function send({ saveUrl, pass }, own, entries) {
  const answer = await fetch(saveUrl, {
    method: "POST",
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE),
    headers: { "Content-Type": "application/json", "X-Exam-Pass": pass },
    body: JSON.stringify({
      window: own.name,
      before: own.before,
      answers: entries.map(({ question, sequence, value }) => ({ question, sequence, value })),
    }),
  });
  if (answer.status !== 200 && answer.status !== 422) throw new Error(String(answer.status));
  return (await answer.json()).answers;
}
