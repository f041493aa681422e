/** After, while there is no connection: shows the questions of what was done, and keeps the answers with the session. */

import { answered, answersOf, doneIn } from "./answers.js";
import { deliver } from "./post.js";
import { keep, openStore, sittingOf } from "./store.js";
import { DID } from "./words.js";

/** @typedef {import("./types.d.ts").Sitting} Sitting */
/** @typedef {import("./types.d.ts").Answer} Answer */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./answers.js").Done} Done */

const id = window.location.pathname.split("/").findLast((part) => part.length === 36) ?? "";

/** @param {string} name */
const element = (name) => /** @type {HTMLElement} */ (document.getElementById(name));

/** @param {string} name */
const field = (name) =>
  /** @type {HTMLInputElement | null} */ (document.querySelector(`input[name="${name}"]:checked`))?.value ?? "";

/** @param {string} exercise @param {Done[]} done */
function ask(exercise, done) {
  const section = /** @type {HTMLElement | null} */ (document.querySelector(`[data-exercise="${exercise}"]`));
  if (section === null) return;
  section.hidden = false;
  const did = /** @type {HTMLElement} */ (section.querySelector("[data-did]"));
  did.textContent = DID(new Set(done.map((one) => one.set)).size, done.length);
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (section.querySelectorAll(`input[name="${exercise}-missed"]`)))
    if (Number(input.value) > done.length) input.closest("label")?.remove();
}

/** @param {Store} store @param {Sitting} sitting @param {(at: number) => Answer[]} answers */
async function save(store, sitting, answers) {
  const over = answered(sitting, answers, Date.now());
  await keep(store, over);
  element("open").hidden = true;
  element("noted").hidden = false;
  element("noted").focus();
  await deliver(window.fetch.bind(window), store, over);
}

/** @param {Store} store @param {Sitting} sitting */
function askAbout(store, sitting) {
  const done = doneIn(sitting.record.events);
  for (const [exercise, repetitions] of done) ask(exercise, repetitions);
  const easy = Number(element("open").dataset.easy);
  element("open").hidden = false;
  element("together").hidden = !sitting.whole || done.size === 0;
  element("all-easy").addEventListener("click", () => {
    void save(store, sitting, (at_ms) =>
      [...done.keys()].map((exercise) => ({ at_ms, event: /** @type {const} */ ("rated"), exercise, effort: easy, two_more: true })),
    );
  });
  element("leave").addEventListener("click", () => void save(store, sitting, () => []));
  element("answers").addEventListener("submit", (event) => {
    event.preventDefault();
    const said = (/** @type {string} */ exercise) => ({
      all_done: field(`${exercise}-all_done`),
      missed: field(`${exercise}-missed`),
      effort: field(`${exercise}-effort`),
      two_more: field(`${exercise}-two_more`),
    });
    void save(store, sitting, (at) => [...done].flatMap(([exercise, repetitions]) => answersOf(exercise, repetitions, said(exercise), at)));
  });
}

async function look() {
  const store = await openStore().catch(() => null);
  const sitting = store === null ? undefined : await sittingOf(store, id);
  if (store === null || sitting === undefined) element("unknown").hidden = false;
  else if (sitting.state === "complete") element("noted").hidden = false;
  else askAbout(store, sitting);
}

void look();
