/**
 * Keys for every control, and the keys that clickers send. A button that has the focus keeps Space and Enter for itself.
 *
 * A clicker is a small keyboard: "next" sends Page Down or an arrow, "previous" Page Up or an arrow, a headset the media keys.
 * One button is enough: next begins, pauses and continues.
 */

/** @typedef {"pause_or_continue" | "pause" | "back" | "more_rest" | "again" | "skip" | "go_on" | "hurts"} KeyVerb */

/** Whether single letters mean something on this device: "off" or nothing. */
export const LETTERS = "strongback.letters";

/** Presses that follow each other faster are one press: hands tremble, and cheap clickers send twice. */
export const STEADY_MS = 500;

/** @type {Record<string, KeyVerb>} */
const KEYS = {
  " ": "pause_or_continue",
  PageDown: "pause_or_continue",
  ArrowRight: "pause_or_continue",
  ArrowDown: "pause_or_continue",
  MediaPlayPause: "pause_or_continue",
  MediaTrackNext: "pause_or_continue",
  MediaStop: "pause",
  PageUp: "back",
  ArrowLeft: "back",
  ArrowUp: "back",
  MediaTrackPrevious: "back",
  Escape: "hurts",
};

/** Single characters, which speech input and a leaning elbow press by accident. "." and "b" come from a presenter's black-screen button. @type {Record<string, KeyVerb>} */
const CHARACTERS = { r: "more_rest", a: "again", s: "skip", g: "go_on", b: "hurts", ".": "hurts" };

const LED = ["ready", "recover", "performing", "paused"];
const UNDER_WAY = ["performing", "paused", "hurt", "finishing"];
const TOGGLES = ".stage-begin, [data-control=pause]";

/**
 * @param {Document} document @param {Record<KeyVerb, () => void>} verbs
 * @param {{now: () => number, letters: () => boolean}} hands
 * @returns {() => void} pause or continue, for other keys than those of the page; a trembling hand presses once
 */
export function listenToKeys(document, verbs, { now, letters }) {
  let pressed = -Infinity;
  const trembling = () => {
    const before = pressed;
    pressed = now();
    return pressed - before < STEADY_MS;
  };
  const toggle = () => {
    if (!trembling()) verbs.pause_or_continue();
  };

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    const mode = document.getElementById("stage")?.dataset.mode ?? "";
    if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return;
    // A presenter's start button sends F5, and would load the page anew in the middle of a hold.
    if (key === "F5" && UNDER_WAY.includes(mode)) event.preventDefault();
    const verb = KEYS[key] ?? (letters() ? CHARACTERS[key.toLowerCase()] : undefined);
    if (!LED.includes(mode) || target.closest("input, select, textarea")) return;
    if ((key === " " || key === "Enter") && target.closest("button, a")) {
      if (target.closest(TOGGLES) && trembling()) event.preventDefault();
      return;
    }
    if (verb === undefined || scrolled(document, event)) return;
    event.preventDefault();
    if (event.repeat) return;
    if (verb === "pause_or_continue") toggle();
    else verbs[verb]();
  });
  // A button pressed with finger or mouse lets go of the focus, or Space would press it again instead of pausing.
  document.addEventListener("click", (event) => {
    if (event.detail > 0 && document.activeElement instanceof HTMLButtonElement) document.activeElement.blur();
  });
  return toggle;
}

/**
 * Where letters are enlarged and the words scroll, the arrows up and down belong to them, wherever the focus is.
 * @param {Document} document @param {KeyboardEvent} event
 */
function scrolled(document, event) {
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return false;
  const more = [...document.querySelectorAll("#now, #told, .stage-panel")].find(
    (e) => e.scrollHeight > e.clientHeight + 1 && ["auto", "scroll"].includes(getComputedStyle(e).overflowY),
  );
  if (more === undefined) return false;
  if (!more.contains(document.activeElement)) {
    event.preventDefault();
    more.scrollBy({ top: (event.key === "ArrowDown" ? 0.6 : -0.6) * more.clientHeight });
  }
  return true;
}
