/**
 * On every page but the session's: sends what waits on this device, says in plain words what still does, and on Today offers
 * to go on with a session that was broken off.
 */

import { lookBack } from "./back.js";
import { hold } from "./one.js";
import { deliver } from "./post.js";
import { ended } from "./sitting.js";
import { forget, keep } from "./store.js";
import { notTaken, waiting } from "./words.js";

/** @typedef {import("./types.d.ts").Sitting} Sitting */
/** @typedef {import("./store.js").Store} Store */

const AGAIN_MS = 30_000;

const device = document.getElementById("device");
const { person = "", after = "", here = "" } = device?.dataset ?? {};
const fetch = window.fetch.bind(window);

/** @param {string} name */
const part = (name) => /** @type {HTMLElement | null} */ (document.querySelector(`[data-device="${name}"]`));

/** @param {string} name @param {boolean} shown */
function show(name, shown) {
  const found = part(name);
  if (found !== null) found.hidden = !shown;
}

/** Where one session stands in the way of the next, Start is not offered. */
function takeStartAway() {
  for (const start of document.querySelectorAll(".start, .shorter")) start.remove();
}

/** What the server will never take must not stand in the way for ever. @param {Store | null} store @param {Sitting[]} left */
function offerToForget(store, left) {
  const mine = left.filter((one) => one.person === person && one.refused !== "");
  show("refused", mine.length > 0);
  const button = part("forget");
  if (button === null || store === null) return;
  button.onclick = () => void Promise.all(mine.map((one) => forget(store, one))).then(() => window.location.reload());
}

/** @param {Sitting[]} left what is over and not acknowledged */
function say(left) {
  const open = left.filter((one) => one.refused === "").length;
  const refused = left.length - open;
  const text = [open > 0 ? waiting(open) : "", refused > 0 ? notTaken(refused) : ""].filter(Boolean).join(" ");
  const at = part("waiting");
  if (at === null) return;
  at.hidden = text === "";
  at.textContent = text;
}

/** @param {Store | null} store @param {Sitting[]} left @returns {Promise<Sitting[]>} what is still left */
async function send(store, left) {
  const states = await Promise.all(left.map((one) => deliver(fetch, store, one)));
  return left.flatMap((one, i) => {
    if (states[i] === "saved" || states[i] === "gone") return [];
    return [states[i] === "refused" ? { ...one, refused: "refused" } : one];
  });
}

/** @param {Store} store @param {Sitting} going */
async function finishHere(store, going) {
  // Another window may have gone on with it meanwhile.
  const letGo = await hold();
  if (letGo === null) return window.location.reload();
  const over = ended(going, "chosen");
  await keep(store, over);
  await deliver(fetch, store, over);
  window.location.assign(over.state === "rate" ? `${after}${over.id}/` : window.location.pathname);
}

/** @param {Store} store @param {Sitting} going */
function offerToGoOn(store, going) {
  // The server knows of it too and offers less.
  document.querySelector(`[data-unfinished="${going.id}"]`)?.remove();
  // Something was reported elsewhere meanwhile: today no session goes on.
  if (document.querySelector('[data-verdict="cleared"]') === null) part("continue")?.remove();
  takeStartAway();
  show("recover", true);
  part("finish")?.addEventListener("click", () => void finishHere(store, going), { once: true });
}

async function look() {
  const { store, going, left, elsewhere } = await lookBack(person, Date.now());
  const mine = left.filter((one) => one.person === person);
  if (here === "today") {
    if (mine.some((one) => one.hurt)) {
      takeStartAway();
      show("hurt", true);
    } else if (elsewhere) {
      takeStartAway();
      show("elsewhere", true);
    } else if (going !== null && store !== null) offerToGoOn(store, going);
  }
  let still = left;
  const tryAgain = async () => {
    const before = still;
    still = await send(store, still);
    say(still);
    offerToForget(store, still);
    // What arrived may change what today brings.
    if (here === "today" && still.length < before.length) window.location.reload();
  };
  say(still);
  offerToForget(store, still);
  if (still.length > 0) await tryAgain();
  window.addEventListener("online", () => void tryAgain());
  setInterval(() => {
    if (still.some((one) => one.refused === "")) void tryAgain();
  }, AGAIN_MS);
}

void look();
