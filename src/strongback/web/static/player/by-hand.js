/** Everything that leads a session besides the buttons on the stage: keys, clickers, a tap, media keys; and what is felt of it. */

import { BUZZ, createBuzz } from "./buzz.js";
import { again, goOn, goOnFromPause, moreRest, pause, skip } from "./controls.js";
import { hurts } from "./hurt.js";
import { LETTERS, listenToKeys } from "./keys.js";
import { createMedia, silentElement } from "./media.js";
import { stepNow } from "./performance.js";
import { element } from "./stage.js";
import { listenToTaps } from "./tap.js";

/** @typedef {import("./types.d.ts").Performance} Performance */
/** @typedef {import("./types.d.ts").View} View */

/**
 * @param {Document} document @param {Performance} p @param {() => void} pauseOrContinue
 * @returns {{begin: () => void, show: (view: View) => void}} `begin` is to be called inside the press that begins
 */
export function leadByHand(document, p, pauseOrContinue) {
  const now = () => p.clock.now();
  const verbs = {
    // Begin means nothing before it can be pressed.
    pause_or_continue: () => document.querySelector(".stage-panel:not([hidden]) .stage-begin:disabled") ?? pauseOrContinue(),
    pause: () => pause(p),
    // One button for both: nobody needs the instruction again in the middle of a rest.
    back: () => (stepNow(p)?.kind === "rest" ? moreRest(p) : again(p)),
    more_rest: () => moreRest(p),
    again: () => again(p),
    skip: () => skip(p),
    go_on: () => goOn(p),
    hurts: () => hurts(p),
  };
  const toggle = listenToKeys(document, verbs, { now, letters: () => isWanted(LETTERS) });
  listenToTaps(element(document, "stage"), { pause: verbs.pause, now });
  const media = createMedia({
    verbs: { pause: verbs.pause, goOn: () => goOnFromPause(p), toggle, back: verbs.back },
    session: navigator.mediaSession,
    makeElement: silentElement,
  });
  const buzz = createBuzz(navigator, () => isWanted(BUZZ));
  return {
    begin: () => extra(media.begin),
    show(view) {
      extra(() => media.follow(view));
      extra(() => buzz(p, now()));
    },
  };
}

/** Lock screens and motors are extras: where a browser makes trouble with them, the coach goes on. @param {() => void} act */
function extra(act) {
  try {
    act();
  } catch (trouble) {
    console.warn(trouble);
  }
}

/** A choice of this device, which stands unless it was taken back. @param {string} name */
function isWanted(name) {
  try {
    return localStorage.getItem(name) !== "off";
  } catch {
    return true;
  }
}
