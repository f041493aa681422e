/** Sounds made of a list, and what the player's detector makes of them. The same every time. */

import { createClaps } from "/static/player/claps.js";

/** @typedef {{at: number, db: number, kind?: "clap" | "slap" | "swell" | "ring"}} Hit when, in seconds; how loud, in decibels below full scale */

/** Noise without dice that differ from run to run. @param {number} seed */
function noiseFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2147483648 - 1;
  };
}

/** How the kinds rise and die away, in seconds, and whether they are a note. */
const SHAPES = {
  clap: { rise: 0.0005, decay: 0.006, note: 0 },
  slap: { rise: 0.0005, decay: 0.012, note: 110 },
  swell: { rise: 0.06, decay: 0.05, note: 0 },
  ring: { rise: 0.0005, decay: 0.25, note: 3100 },
};

/** @param {Float32Array} into @param {number} rate @param {Hit} hit @param {() => number} noise */
function strike(into, rate, { at, db, kind = "clap" }, noise) {
  const { rise, decay, note } = SHAPES[kind];
  const gain = 10 ** (db / 20);
  for (let i = 0; i < (rise + 8 * decay) * rate; i += 1) {
    const t = i / rate;
    const shape = t < rise ? t / rise : Math.exp((rise - t) / decay);
    const tone = note === 0 ? 0 : Math.sin(2 * Math.PI * note * t);
    const grain = kind === "ring" ? 0 : noise() * (kind === "slap" ? Math.exp(-t / 0.003) : 1);
    into[Math.round(at * rate) + i] += gain * shape * (tone + grain);
  }
}

/**
 * Plays the hits over hiss to the detector and hands back the seconds of each second clap.
 * @param {Hit[]} hits @param {{rate?: number, hiss?: number, own?: Hit[], echo?: number, seconds?: number, deaf?: boolean}} [room]
 *   `own`: what the coach plays; `echo`: how many decibels softer it comes back, 90 ms late; `deaf`: the coach's sound is not handed in
 * @returns {number[]}
 */
export function heard(hits, { rate = 48_000, hiss = -60, own = [], echo = -6, seconds = 12, deaf = false } = {}) {
  const noise = noiseFrom(7);
  const mic = new Float32Array(seconds * rate).map(() => 10 ** (hiss / 20) * noise());
  const played = new Float32Array(seconds * rate);
  for (const hit of hits) strike(mic, rate, hit, noise);
  for (const hit of own) strike(played, rate, hit, noise);
  const late = Math.round(0.09 * rate);
  for (let i = late; i < mic.length; i += 1) mic[i] += 10 ** (echo / 20) * played[i - late];
  const hear = createClaps(rate, 128);
  const found = [];
  for (let i = 0; i + 128 <= mic.length; i += 128) {
    const two = hear(mic.subarray(i, i + 128), deaf ? null : played.subarray(i, i + 128));
    if (two !== null) found.push(two.second);
  }
  return found;
}
