/**
 * Each phase is felt as well, where the device can: with a hand on it, in a pocket, or through the mat. The patterns differ
 * in number and length, not in strength, so that they can be told apart without eyes and ears.
 */

import { actNow, stepNow } from "./performance.js";

/** @typedef {import("./types.d.ts").Performance} Performance */

/** Whether this device buzzes: "off" or nothing. */
export const BUZZ = "strongback.buzz";

/** Milliseconds on, off, on. */
export const PATTERNS = {
  lift: [150],
  hold: [600],
  lower: [150, 150, 150],
  rest: [150, 150, 150, 150, 150],
  soon: [60, 60, 60, 60, 60, 60, 60],
  waiting: [1000],
  over: [600, 300, 600],
};

/** The last seconds of a rest or a change-over. */
const SOON_MS = 5000;

/** @typedef {keyof typeof PATTERNS} Felt */

/**
 * What is to be felt at this moment; null for nothing new.
 * @param {Performance} p @param {number} now @returns {Felt | null}
 */
export function felt(p, now) {
  if (p.ended !== null) return "over";
  const act = actNow(p);
  const step = stepNow(p);
  if (act === null) return null;
  if (act.name === "paused" || act.name === "all_right" || act.name === "hurt") return "waiting";
  if (act.name === "resume") return "soon";
  if (step === null) return null;
  if (step.phase === "lift" || step.phase === "hold" || step.phase === "lower") return step.phase;
  if (step.kind === "rest" || step.kind === "change_over") return act.end - now <= SOON_MS ? "soon" : "rest";
  return null;
}

/**
 * @param {{vibrate?: (pattern: number[]) => boolean}} device @param {() => boolean} wanted
 * @returns {(p: Performance, now: number) => void} to be called whenever something may have changed
 */
export function createBuzz(device, wanted) {
  /** @type {Felt | null} */
  let last = null;
  return (p, now) => {
    const next = felt(p, now);
    if (next !== null && next !== last && wanted()) device.vibrate?.(PATTERNS[next]);
    last = next;
  };
}
