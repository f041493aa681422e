/**
 * The stage in the page. Every spoken cue is written too.
 *
 * What is spoken is not announced to a screen reader as well: two voices at once help nobody. Only when the voice
 * falls silent (`readAloud`) the words go through the one polite live region.
 */

import { OVER, repetitionsDone, whereYouWere } from "./words.js";

/** @typedef {import("./types.d.ts").View} View */
/** @typedef {import("./types.d.ts").PageData} PageData */
/**
 * @typedef {Record<"begin" | "pause" | "continue" | "finish" | "more_rest" | "again" | "skip" | "go_on" | "hurts" | "mistake" | "save", () => void>
 *   & {where: (place: string) => void, severity: (n: number) => void, sign: (id: string) => void}} Verbs
 */

/** Longer words stand in smaller letters on a phone. */
const LONG = 90;
const PANELS = { ready: "ready", recover: "recover", elsewhere: "elsewhere", paused: "paused", hurt: "hurt", over: "over", performing: "now", finishing: "now" };

/** @param {Document} document @param {string} id */
export function element(document, id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
}

/** @param {HTMLElement} at @param {string} text */
export function write(at, text) {
  if (at.textContent !== text) at.textContent = text;
}

/** @param {Document} document @param {PageData} data */
export function createStage(document, data) {
  const get = (/** @type {string} */ id) => element(document, id);
  const stage = get("stage");
  const buttons = /** @type {HTMLButtonElement[]} */ ([...document.querySelectorAll("[data-control]")]);
  let mode = "";
  let voiced = true;

  fill(document, data);

  return {
    loading(/** @type {string} */ text, /** @type {boolean} */ ready) {
      for (const id of ["loading", "recover-loading"]) write(get(id), text);
      for (const id of ["begin", "hear", "recover-continue"]) /** @type {HTMLButtonElement} */ (get(id)).disabled = !ready;
    },

    readAloud() {
      voiced = false;
    },

    sending(/** @type {import("../device/post.js").SendState} */ state) {
      write(get("sending"), OVER[state]);
      stage.dataset.sending = state;
    },

    on: (/** @type {Verbs} */ verbs) => listen(document, verbs),

    show(/** @type {View} */ view) {
      stage.dataset.mode = view.mode;
      stage.dataset.field = view.field;
      const turned = view.mode !== mode;
      if (turned) turnTo(document, view.mode);
      mode = view.mode;
      showNow(document, view);
      showControls(document, buttons, view);
      // The button that led here is gone: whoever goes by keyboard would stand nowhere.
      if (turned && mode === "performing" && !isThere(document.activeElement)) buttons[0].focus({ preventScroll: true });
      write(get("recover-say"), whereYouWere(view));
      write(get("paused-say"), view.asking ? view.cue || "Are you all right?" : "Take the time you need.");
      if (!voiced) write(get("heard"), view.cue);
    },
  };
}

/** @param {Element | null} focused */
const isThere = (focused) => focused?.closest("#controls, #stop") != null && focused.checkVisibility();

/** @param {Document} document @param {View["mode"]} mode */
function turnTo(document, mode) {
  for (const id of Object.values(PANELS)) element(document, id).hidden = id !== PANELS[mode];
  element(document, "head").hidden = !["performing", "paused", "finishing"].includes(mode);
  element(document, "controls").hidden = mode !== "performing";
  /** @type {HTMLButtonElement} */ (element(document, "stop")).disabled = ["hurt", "over", "finishing", "elsewhere"].includes(mode);
  element(document, "foot").hidden = mode === "over";
  if (mode === "paused") element(document, "continue").focus();
  else element(document, PANELS[mode]).scrollTop = 0;
  if (["recover", "elsewhere", "hurt", "over"].includes(mode)) element(document, `${mode}-title`).focus();
}

/** @param {Document} document @param {View} view */
function showNow(document, view) {
  const get = (/** @type {string} */ id) => element(document, id);
  write(get("title"), view.title);
  write(get("set"), view.set);
  write(get("left"), view.left);
  write(get("number"), view.number);
  get("number").dataset.digits = String(view.number.length);
  write(get("word"), view.word);
  write(get("cue"), view.cue);
  for (const id of ["stage", "now"]) get(id).dataset.length = view.cue.length > LONG ? "long" : "short";
  write(get("next"), view.next);
  showDots(document, get("dots"), view.dots);
}

/** @param {Document} document @param {HTMLElement} at @param {View["dots"]} dots */
function showDots(document, at, { of, done, now, later }) {
  at.classList.toggle("later", later);
  const key = `${of} ${done} ${now}`;
  if (at.dataset.key === key) return;
  at.dataset.key = key;
  at.hidden = of === 0;
  at.setAttribute("aria-label", repetitionsDone(done, of));
  at.replaceChildren(
    ...Array.from({ length: of }, (_, i) => {
      const dot = document.createElement("span");
      dot.className = i < done ? "done" : i + 1 === now ? "now" : "";
      return dot;
    }),
  );
}

/** @param {Document} document @param {HTMLButtonElement[]} buttons @param {View} view */
function showControls(document, buttons, view) {
  const focused = document.activeElement;
  for (const button of buttons) {
    const control = view.controls.find((c) => c.name === button.dataset.control);
    button.hidden = !control?.there;
    button.disabled = !control?.can;
    // Not yet possible, but its place is kept, so that nothing moves under a finger.
    button.classList.toggle("later", control?.name === "go_on" && !control.can);
  }
  if (focused instanceof HTMLButtonElement && focused.dataset.control && (focused.hidden || focused.disabled))
    buttons[0].focus({ preventScroll: true });
}

/** @param {Document} document @param {PageData} data */
function fill(document, data) {
  for (const link of document.querySelectorAll("[data-today]")) link.setAttribute("href", data.today);
  const choice = (/** @type {string} */ kind, /** @type {string | number} */ value, /** @type {string} */ words) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "stage-choice";
    button.dataset[kind] = String(value);
    button.setAttribute("aria-pressed", "false");
    button.textContent = words;
    return button;
  };
  const first = (/** @type {string} */ text) => text.charAt(0).toUpperCase() + text.slice(1);
  element(document, "places").replaceChildren(...data.places.map((place) => choice("where", place, first(place))));
  element(document, "severities").replaceChildren(...Array.from({ length: 11 }, (_, n) => choice("severity", n, String(n))));
  element(document, "signs").replaceChildren(...data.red_flags.map((flag) => choice("sign", flag.id, flag.say)));
}

/** @param {Document} document @param {Verbs} verbs */
function listen(document, verbs) {
  const press = (/** @type {string} */ id, /** @type {() => void} */ verb) =>
    element(document, id).addEventListener("click", verb);
  press("begin", verbs.begin);
  press("continue", verbs.continue);
  press("finish", verbs.finish);
  press("recover-continue", verbs.continue);
  press("recover-finish", verbs.finish);
  press("mistake", verbs.mistake);
  // At the first touch, not when the finger lifts: it may not lift soon.
  element(document, "stop").addEventListener("pointerdown", verbs.hurts);
  press("stop", verbs.hurts);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof HTMLElement ? event.target.closest("button") : null;
    if (button === null) return;
    const { control, where, severity, sign, keys, save, again } = button.dataset;
    if (control !== undefined) verbs[/** @type {import("./types.d.ts").Control} */ (control)]();
    if (where !== undefined) verbs.where(where);
    if (severity !== undefined) verbs.severity(Number(severity));
    if (sign !== undefined) verbs.sign(sign);
    if (save !== undefined) verbs.save();
    if (keys !== undefined) showKeys(document, button);
    if (again !== undefined) window.location.reload();
  });
}

/** @param {Document} document @param {HTMLButtonElement} button */
function showKeys(document, button) {
  const list = element(document, button.getAttribute("aria-controls") ?? "");
  list.hidden = !list.hidden;
  button.setAttribute("aria-expanded", String(!list.hidden));
  if (!list.hidden) list.scrollIntoView({ block: "nearest" });
}
