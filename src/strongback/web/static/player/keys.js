/** Keys for every control. A button that has the focus keeps Space and Enter for itself. */

/** @typedef {"pause_or_continue" | "more_rest" | "again" | "skip" | "go_on" | "hurts"} KeyVerb */

/** @type {Record<string, KeyVerb>} */
const KEYS = { " ": "pause_or_continue", r: "more_rest", a: "again", s: "skip", g: "go_on", Escape: "hurts" };

/**
 * @param {Document} document @param {Record<KeyVerb, () => void>} verbs
 */
export function listenToKeys(document, verbs) {
  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    const verb = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    const onButton = event.target instanceof HTMLElement && event.target.closest("button, a") !== null;
    if (verb === undefined || (event.key === " " && onButton)) return;
    event.preventDefault();
    verbs[verb]();
  });
  // A button pressed with finger or mouse lets go of the focus, or Space would press it again instead of pausing.
  document.addEventListener("click", (event) => {
    if (event.detail > 0 && document.activeElement instanceof HTMLButtonElement) document.activeElement.blur();
  });
}
