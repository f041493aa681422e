/** What the microphone hears, what the coach plays at the same time, and what should be found in it. */

import { RATE, dice, filtered, gainOf, level, loudest, put, silence } from "./dice.js";
import { inRoom, room } from "./room.js";
import { clapper, clink, cough, door, dropped, footstep, keystroke, music, slapper, steady } from "./sounds.js";

/** @typedef {import("./dice.js").Dice} Dice */
/** @typedef {Map<string, Float32Array>} Clips the coach's real clips, by name */
/** @typedef {{mic: Float32Array, own: Float32Array, second: number | null}} Scene `second`: when the second clap sounds, in seconds */

/** How far the loudest 10 ms of a clap stand above the background's loudness, in decibels. */
export const LEVELS = { loud: 25, medium: 15, soft: 8 };
export const KINDS = ["claps", "slaps"];
export const BACKGROUNDS = ["quiet room", "fan", "television", "music", "coach's voice"];
const SECONDS = 8;
/** Where the coach speaks it has spoken for some seconds before, as in every session. */
const LEAD = 8;

/** Other people talking: the clips at another pitch and pace, from another place. @param {Dice} d @param {Clips} clips @param {number} seconds */
export function talk(d, clips, seconds) {
  const out = silence(seconds);
  const all = [...clips.values()];
  let speaker = d.between(0.78, 1.3);
  let at = d.between(0, 0.5);
  while (at < seconds) {
    if (d() < 0.3) speaker = d.between(0.78, 1.3);
    const clip = stretched(d.one(all), speaker);
    put(out, clip, at, d.between(0.6, 1));
    at += clip.length / RATE + (d() < 0.25 ? d.between(0.6, 2) : d.between(0, 0.35));
  }
  return inRoom(out, room(d)).subarray(0, out.length);
}

/** @param {Float32Array} sound @param {number} faster */
function stretched(sound, faster) {
  const out = new Float32Array(Math.floor((sound.length - 1) / faster));
  for (let i = 0; i < out.length; i += 1) {
    const at = i * faster;
    const n = Math.floor(at);
    out[i] = sound[n] + (sound[n + 1] - sound[n]) * (at - n);
  }
  return out;
}

/** The click of `audio.js`. */
function tick() {
  const out = silence(0.03);
  for (let i = 0; i < out.length; i += 1) out[i] = 0.5 * Math.sin((2 * Math.PI * 1000 * i) / RATE) * Math.exp((-150 * i) / RATE);
  return out;
}

/** What the coach plays: clips and clicks with their gaps. @param {Dice} d @param {Clips} clips @param {number} seconds */
export function coach(d, clips, seconds) {
  const out = silence(seconds);
  const all = [...clips.values()];
  const short = all.filter((clip) => clip.length < RATE);
  let at = d.between(0.1, 0.6);
  while (at < seconds) {
    const way = d();
    if (way < 0.25) {
      for (let n = Math.floor(d.between(2, 7)); n > 0; n -= 1, at += 1) put(out, tick(), at);
    } else if (way < 0.5) {
      for (let n = Math.floor(d.between(2, 6)); n > 0; n -= 1, at += 1) put(out, d.one(short), at);
    } else {
      const clip = d.one(all);
      put(out, clip, at);
      at += clip.length / RATE + d.between(0.2, 1.2);
    }
  }
  return out;
}

/** The coach as the microphone hears it: late, through a small loudspeaker, in a room. @param {Dice} d @param {Float32Array} own */
export function echo(d, own) {
  const late = Math.round(d.between(0.03, 0.2) * RATE);
  const speaker = filtered(filtered(own, "high", d.between(150, 500)), "low", d.between(6000, 14_000));
  const heard = inRoom(speaker, room(d));
  const out = new Float32Array(own.length);
  out.set(heard.subarray(0, own.length - late), late);
  return out;
}

/** @param {string} name @param {Dice} d @param {Clips} clips @param {number} seconds @returns {{heard: Float32Array, own: Float32Array}} */
function background(name, d, clips, seconds) {
  const none = silence(seconds);
  if (name === "quiet room") return { heard: steady(d, seconds), own: none };
  if (name === "fan") return { heard: steady(d, seconds).map((x, i) => x * (1 + 0.2 * Math.sin(i / RATE))), own: none };
  if (name === "television") return { heard: talk(d, clips, seconds), own: none };
  if (name === "music") return { heard: inRoom(music(d, seconds), room(d)).subarray(0, none.length), own: none };
  const own = coach(d, clips, seconds);
  return { heard: echo(d, own), own };
}

/** The hiss under everything. @param {Dice} d @param {number} seconds @param {number} db */
const hiss = (d, seconds, db) => level(steady(d, seconds), db);

/**
 * Two claps or slaps by one person somewhere in the room, over a background.
 * @param {string} kind @param {string} over @param {number} db @param {number} seed @param {Clips} clips @returns {Scene}
 */
export function pair(kind, over, db, seed, clips) {
  const d = dice(seed);
  const quiet = over === "quiet room";
  const lead = over === "coach's voice" ? LEAD : 0;
  const seconds = SECONDS + lead;
  const loud = quiet ? d.between(-66, -58) : d.between(-50, -36);
  const { heard, own } = background(over, d, clips, seconds);
  const mic = level(heard, loud);
  if (!quiet) put(mic, hiss(d, seconds, d.between(-72, -62)), 0);
  const hit = kind === "claps" ? clapper(d) : slapper(d);
  const here = room(d);
  const first = lead + d.between(3.2, 4.8);
  const gap = Math.min(0.8, Math.max(0.18, 0.38 + 0.13 * d.bell()));
  const one = inRoom(hit(), here);
  const loudestHit = gainOf(loud + db) / loudest(one);
  put(mic, one, first, loudestHit);
  put(mic, inRoom(hit(), here), first + gap, loudestHit * gainOf(Math.max(-5, Math.min(5, 2 * d.bell()))));
  return { mic: clipped(mic), own, second: first + gap };
}

/** A microphone hears no more than full scale. @param {Float32Array} sound */
const clipped = (sound) => sound.map((x) => Math.max(-1, Math.min(1, x)));

/** One sound after the other, `apart` seconds between them, in one room. @param {Dice} d @param {number} seconds @param {(d: Dice) => Float32Array} make @param {() => number} apart */
function series(d, seconds, make, apart) {
  const out = silence(seconds);
  let here = room(d);
  for (let at = apart(); at < seconds; at += apart()) {
    if (d() < 0.1) here = room(d);
    put(out, inRoom(make(d), here), at, gainOf(d.between(-12, 0)));
  }
  return out;
}

/** @type {Record<string, (d: Dice, seconds: number, clips: Clips) => {heard: Float32Array, own?: Float32Array}>} */
const OTHERS = {
  "people talking": (d, s, clips) => ({ heard: talk(d, clips, s) }),
  music: (d, s) => ({ heard: inRoom(music(d, s), room(d)) }),
  "the coach alone": (d, s, clips) => {
    const own = coach(d, clips, s);
    return { heard: echo(d, own), own };
  },
  "doors slammed": (d, s) => ({ heard: series(d, s, door, () => (d() < 0.3 ? d.between(0.7, 1.5) : d.between(2, 6))) }),
  "coughs, single and double": (d, s) => ({ heard: series(d, s, cough, () => (d() < 0.6 ? d.between(0.3, 0.6) : d.between(2, 6))) }),
  "things dropped": (d, s) => ({ heard: series(d, s, dropped, () => d.between(3, 7)) }),
  footsteps: (d, s) => {
    const out = silence(s);
    for (let at = 0.5; at < s; at += d.between(1.5, 5)) {
      const [hard, pace, here] = [d(), d.between(0.45, 0.75), room(d)];
      for (let n = Math.floor(d.between(3, 14)); n > 0; n -= 1, at += pace * d.between(0.95, 1.05)) put(out, inRoom(footstep(d, hard), here), at, gainOf(d.between(-4, 0)));
    }
    return { heard: out };
  },
  dishes: (d, s) => ({ heard: series(d, s, clink, () => (d() < 0.5 ? d.between(0.12, 0.8) : d.between(1, 4))) }),
  typing: (d, s) => ({ heard: series(d, s, keystroke, () => (d() < 0.9 ? d.between(0.09, 0.35) : d.between(1, 4))) }),
  applause: (d, s) => {
    const out = silence(s);
    const people = Array.from({ length: 5 }, () => ({ clap: clapper(d), here: room(d), pace: d.between(0.2, 0.35), loud: d.between(0.3, 1) }));
    for (let from = 0; from < s; from += d.between(9, 14))
      for (const one of people)
        for (let at = from + d.between(0, 1); at < from + d.between(4, 8); at += one.pace * d.between(0.9, 1.1)) put(out, inRoom(one.clap(), one.here), at, one.loud);
    return { heard: out };
  },
  "single claps and slaps": (d, s) => {
    const [clap, slap] = [clapper(d), slapper(d)];
    return { heard: series(d, s, () => (d() < 0.5 ? clap() : slap()), () => d.between(1.3, 5)) };
  },
};

/** Minutes of each sound that is not two claps: thirty in all. */
export const MINUTES = {
  "people talking": 8, music: 6, "the coach alone": 4, "doors slammed": 2, "coughs, single and double": 2,
  "things dropped": 1.5, footsteps: 1.5, dishes: 1.5, typing: 1.5, applause: 1, "single claps and slaps": 1,
};

/** Half a minute of a sound that must not pause. @param {string} name @param {number} seed @param {Clips} clips @returns {Scene} */
export function other(name, seed, clips) {
  const d = dice(seed);
  const seconds = 30;
  const { heard, own } = OTHERS[name](d, seconds, clips);
  const mic = level(heard.subarray(0, seconds * RATE), d.between(-46, -24));
  put(mic, hiss(d, seconds, d.between(-72, -58)), 0);
  return { mic: clipped(mic), own: own ?? silence(seconds), second: null };
}
