/** Leads a session by sound: two claps pause it and let it go on; spoken words in silences. Only what this device turned on. */

import { createCommands, silenceAhead } from "./commands.js";
import { goOn, goOnFromPause, moreRest, pause } from "./controls.js";
import { hurts } from "./hurt.js";

/** @typedef {import("./types.d.ts").Ears} Ears */
/** @typedef {import("./types.d.ts").Performance} Performance */
/** @typedef {import("./types.d.ts").Said} Said */
/** @typedef {import("./types.d.ts").View} View */

/** What this device keeps: `on` once the trial was passed and taken, once the words were turned on. */
export const CLAPS = "strongback.claps";
export const COMMANDS = "strongback.commands";

/** @param {string} name */
export function isOn(name) {
  try {
    return localStorage.getItem(name) === "on";
  } catch {
    return false;
  }
}

/**
 * @param {Performance} p @param {Ears | null} ears @param {() => void} pauseOrContinue
 * @returns {{begin: () => void, show: (view: View) => void, end: () => void}} `begin` is to be called inside the press that begins
 */
export function leadByEar(p, ears, pauseOrContinue) {
  /** Before it begins, while it is asked what hurts, and when it is over, a sound means nothing. */
  let led = false;
  /** @type {Record<Said, () => void>} */
  const verbs = {
    pause: () => pause(p),
    go_on: () => (p.acts[p.act]?.step === null ? goOnFromPause(p) : goOn(p)),
    more_rest: () => moreRest(p),
    hurts: () => hurts(p),
  };
  const commands = createCommands({
    language: p.script.language,
    enabled: () => isOn(COMMANDS),
    later: (run, ms) => p.clock.at(p.clock.now() + ms, run),
    onSaid: (what) => led && verbs[what](),
  });
  if (ears !== null) ears.onTwo = () => led && pauseOrContinue();

  function end() {
    ears?.stop();
    commands.stop();
  }

  return {
    end,
    begin() {
      if (isOn(CLAPS)) void ears?.start();
      void commands.start();
    },
    show({ mode }) {
      led = mode === "performing" || mode === "paused";
      commands.silence(led ? silenceAhead(p, p.clock.now()) : 0);
      if (mode === "over" || mode === "elsewhere") end();
    },
  };
}
