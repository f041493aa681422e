/**
 * Hears two claps, or two slaps, in a row of sound blocks. Pure: numbers in, moments out; nothing is kept but a few levels.
 *
 * A clap is a sudden bright sound that is gone at once. Two of them, alike and with quiet around them, are a sign;
 * a third, or a room in which such sounds come all the time, is not. What the coach plays itself is handed in beside
 * the microphone: while it sounds, a clap must stand well above all that its echo can be.
 */

import { QUIET_DB, RULE, createSudden } from "./sudden.js";

/** @typedef {import("./types.d.ts").Heard} Heard */
/** @typedef {import("./types.d.ts").Sudden} Sudden */

/** The loudest of each moment of this length is remembered for some seconds. */
const BIN_S = 0.02;
const BINS = Math.round(6 / BIN_S);

/** @param {number} gap */
const within = (gap) => gap >= RULE.gap_from_s && gap <= RULE.gap_until_s;

/** @param {Sudden} a @param {Sudden} b */
const alike = (a, b) => Math.abs(a.level - b.level) <= RULE.alike_db && Math.abs(a.colour - b.colour) <= RULE.colour_db;

/** How long it must be quiet before and after. @param {number} gap */
const around = (gap) => Math.max(RULE.around_s, RULE.around * gap);

/** The one that makes a pair with it: the loudest before it that fits. @param {Sudden[]} earlier @param {Sudden} here */
function partner(earlier, here) {
  const fits = earlier.filter((one) => one.sharp && within(here.at - one.at) && alike(one, here));
  return fits.reduce((a, one) => (a === null || one.level > a.level ? one : a), /** @type {Sudden | null} */ (null));
}

/** How loud it was in the last seconds. */
function createLoudness() {
  const loudest = new Float64Array(BINS).fill(QUIET_DB);
  let bin = 0;
  return {
    /** @param {number} at @param {number} level */
    note(at, level) {
      const now = Math.floor(at / BIN_S);
      if (now !== bin) loudest[now % BINS] = QUIET_DB;
      bin = now;
      loudest[bin % BINS] = Math.max(loudest[bin % BINS], level);
    },
    /** Whether it was louder than this at any moment between, but for the moments that `spared` says. @param {number} from @param {number} until @param {(at: number) => number} limit @param {(at: number) => boolean} spared */
    beyond(from, until, limit, spared) {
      for (let b = Math.max(0, Math.floor(from / BIN_S)); b * BIN_S <= until; b += 1)
        if (loudest[b % BINS] > limit(b * BIN_S) && !spared(b * BIN_S)) return true;
      return false;
    },
  };
}

/**
 * @param {number} rate samples a second
 * @param {number} size samples in a block
 * @param {(what: Sudden) => void} [told] hears of every sudden sound, for the trial and the bench
 */
export function createClaps(rate, size, told = () => {}) {
  const hearSudden = createSudden(rate, size);
  const loudness = createLoudness();
  let deafUntil = RULE.first_s;
  /** @type {Sudden[]} */
  let earlier = [];
  /** @type {{first: Sudden, second: Sudden, due: number} | null} */
  let pair = null;

  /** @param {Sudden} here */
  function pairUp(here) {
    const first = here.sharp ? partner(earlier, here) : null;
    // The softer sounds of a room do not take the place of two loud ones.
    if (first === null || (pair !== null && Math.min(first.level, here.level) < pair.second.level)) return;
    pair = { first, second: here, due: here.at + around(here.at - first.at) };
  }

  /** Whether it was quiet around the two, and such sounds do not come all the time. @param {Sudden} first @param {Sudden} second @param {number} floor */
  function alone(first, second, floor) {
    const quiet = around(second.at - first.at);
    const softer = Math.min(first.level, second.level);
    const limit = (/** @type {number} */ at) =>
      Math.max(softer - (at > second.at ? RULE.weaker_after_db : RULE.weaker_before_db), floor + RULE.over_floor_db);
    const theirs = (/** @type {number} */ at) => [first, second].some((one) => at > one.at - 2 * BIN_S && at < one.at + RULE.gone_until_s);
    if (loudness.beyond(first.at - quiet, second.at + quiet, limit, theirs)) return false;
    const busy = earlier.filter((one) => one.at >= first.at - RULE.busy_s && one.at < first.at && one.level >= softer - RULE.busy_db);
    return busy.length < RULE.busy;
  }

  /**
   * Takes the next block.
   * @param {ArrayLike<number>} mic @param {ArrayLike<number> | null} own what the coach plays meanwhile
   * @returns {Heard | null} two claps, told when the quiet after them is over
   */
  return function hear(mic, own) {
    const { now, sudden, floor, level } = hearSudden(mic, own);
    loudness.note(now, level);
    if (sudden !== null) {
      if (now >= deafUntil) pairUp(sudden);
      earlier = [...earlier.filter((one) => one.at > sudden.at - RULE.busy_s - 2), sudden];
      told(sudden);
    }
    // What is looked at lies as far back as a sound needs to be gone.
    if (pair === null || now - RULE.gone_until_s < pair.due) return null;
    const { first, second } = pair;
    pair = null;
    if (!alone(first, second, floor)) return null;
    deafUntil = now + RULE.rest_s;
    return { first: first.at, second: second.at };
  };
}
