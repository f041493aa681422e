/**
 * A tap anywhere on the stage pauses, and never more than that. The second tap of a double tap or of a trembling finger
 * would meet what the pause has just put there, so for a moment the stage does not answer; only "It hurts" does.
 */

import { STEADY_MS } from "./keys.js";

/**
 * @param {HTMLElement} stage
 * @param {{pause: () => void, now: () => number}} hands
 */
export function listenToTaps(stage, { pause, now }) {
  let tapped = -Infinity;
  // A click, because a finger that scrolls does not end in one.
  stage.addEventListener(
    "click",
    (event) => {
      const on = /** @type {Element} */ (event.target);
      const trembling = now() - tapped < STEADY_MS;
      if (trembling && !on.closest("#stop")) {
        tapped = now();
        event.stopPropagation();
        event.preventDefault();
      }
      if (trembling || stage.dataset.mode !== "performing" || on.closest("button, a")) return;
      if (stage.ownerDocument.getSelection()?.isCollapsed === false) return;
      tapped = now();
      pause();
    },
    { capture: true },
  );
}
