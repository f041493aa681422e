/** The session page with a clock that a test moves, and a voice that only writes down what it would say. */

import { clipsOf } from "/static/player/audio.js";
import { start } from "/static/player/session.js";

/** @typedef {import("../../../src/strongback/web/static/player/types.d.ts").Clock} Clock */
/** @typedef {import("../../../src/strongback/web/static/player/types.d.ts").Voice} Voice */
/** @typedef {{at: number, run: () => void}} Waiting */

let now = 1000;
/** @type {Waiting[]} */
let waiting = [];
/** @type {{at: number, said: number, say: string, clip: string | null}[]} */
const said = [];
/** @type {number[]} */
const stops = [];

/** @type {Clock} */
const clock = {
  now: () => now,
  at(deadline, run) {
    const entry = { at: deadline, run };
    waiting.push(entry);
    return () => void (waiting = waiting.filter((w) => w !== entry));
  },
};

/** @type {Voice} */
const voice = {
  out: () => null,
  late: [],
  onSilent: () => {},
  prepare: async (script, progress) => progress(clipsOf(script).length, clipsOf(script).length),
  unlock: async () => {},
  say: (cue, at) => void said.push({ at, said: now, say: cue.say, clip: cue.clip }),
  stop: () => void stops.push(now),
};

/** @typedef {import("../../../src/strongback/web/static/player/types.d.ts").Ears} Ears */
/** Ears without a microphone: a test claps by calling `onTwo`. @type {Ears & {open: boolean}} */
const ears = {
  open: false,
  onOne: () => {},
  onTwo: () => {},
  async start() {
    ears.open = true;
    return "open";
  },
  stop: () => void (ears.open = false),
};

/** Runs everything due up to `to`, each at its own time. @param {number} to */
function runUntil(to) {
  for (;;) {
    const next = waiting.reduce((a, b) => (a === null || b.at < a.at ? b : a), /** @type {Waiting | null} */ (null));
    if (next === null || next.at > to) break;
    waiting = waiting.filter((w) => w !== next);
    now = Math.max(now, next.at);
    next.run();
  }
  now = to;
}

const data = JSON.parse(document.getElementById("session-data")?.textContent ?? "{}");
const fake = {
  ears,
  said,
  stops,
  now: () => now,
  /** @param {number} ms */
  advance: (ms) => runUntil(now + ms),
  /** A page that did not run at all for a while, and then finds out. @param {number} ms */
  stall(ms) {
    now += ms;
    runUntil(now);
  },
  performance: await start(document, data, { clock, voice, ears }),
};
Object.assign(window, { fake });
document.documentElement.dataset.fake = "ready";
