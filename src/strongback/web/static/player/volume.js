/** Before the start: one sentence of the coach, to find out whether it is heard. Nothing depends on it. */

import { element } from "./stage.js";

/** @typedef {import("./types.d.ts").Voice} Voice */
/** @typedef {import("./types.d.ts").Clock} Clock */
/** @typedef {import("./types.d.ts").Cue} Cue */

/** Time for the sound to wake up. */
const AHEAD_MS = 150;

/**
 * @param {Document} document @param {Cue | undefined} cue the first thing that the session says
 * @param {{voice: Voice, clock: Clock}} hands
 * @returns {() => void} falls silent, because the session begins
 */
export function offerVolumeCheck(document, cue, { voice, clock }) {
  let speaking = false;
  element(document, "hear").addEventListener("click", async () => {
    if (cue === undefined) return;
    if (speaking) voice.stop();
    speaking = true;
    element(document, "unheard").hidden = false;
    element(document, "turn-it-up").hidden = true;
    await voice.unlock();
    if (speaking) voice.say(cue, clock.now() + AHEAD_MS);
  });
  return () => {
    if (speaking) voice.stop();
    speaking = false;
  };
}
