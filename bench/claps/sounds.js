/** The sounds of a home, each made anew by the dice: one clap, one slap, and what could be taken for them. */

import { RATE, burst, filtered, loudest, noise, ring, silence, times, together } from "./dice.js";

/** @typedef {import("./dice.js").Dice} Dice */

/** The loudest 10 ms at full scale. @param {Float32Array} sound */
const full = (sound) => times(sound, 1 / (loudest(sound) || 1));

/**
 * How one person claps: a hollow of the hands, how long it rings, and whether fingers meet before palms.
 * @param {Dice} d @returns {() => Float32Array} one clap after the other, alike but never the same
 */
export function clapper(d) {
  const hollow = d.between(700, 2800);
  const narrow = d.between(0.6, 1.8);
  const decay = d.between(0.002, 0.007);
  const bright = d.between(0.25, 1.0);
  const fingers = d() < 0.35 ? d.between(0.001, 0.005) : 0;
  return () => {
    const body = full(filtered(burst(d, 0.0003, decay * d.between(0.85, 1.15)), "band", hollow * d.between(0.92, 1.08), narrow));
    const snap = full(filtered(burst(d, 0.0002, 0.0012), "high", 1500));
    return full(together(0.06, [[body, fingers, 1], [snap, fingers, bright], [snap, 0, fingers > 0 ? 0.5 * bright : 0]]));
  };
}

/** A hand on a floor, a mat or a leg: a low thump with a click on it. @param {Dice} d @returns {() => Float32Array} */
export function slapper(d) {
  const thump = d.between(65, 180);
  const deep = d.between(0.012, 0.035);
  const skin = d.between(350, 1100);
  const click = d.between(0.2, 0.6);
  const low = d.between(0.3, 1.0);
  return () => {
    const under = full(ring(thump * d.between(0.95, 1.05), deep, 0.25));
    const flat = full(filtered(burst(d, 0.0004, d.between(0.004, 0.009)), "band", skin, 0.7));
    const snap = full(filtered(burst(d, 0.0002, d.between(0.0015, 0.003)), "high", 1200));
    return full(together(0.25, [[under, 0, low], [flat, 0, 1], [snap, 0, click]]));
  };
}

/** @param {Dice} d */
export function door(d) {
  const latch = full(filtered(burst(d, 0.0004, 0.006), "band", d.between(1800, 4000), 1.5));
  const slam = full(together(0.9, [[ring(d.between(45, 90), 0.12, 0.2), 0, 1], [full(filtered(burst(d, 0.002, 0.06), "low", 900)), 0, 0.8]]));
  const rattle = /** @type {[Float32Array, number, number][]} */ (
    Array.from({ length: Math.floor(d.between(0, 5)) }, (_, n) => [full(filtered(burst(d, 0.0005, 0.01), "band", 2500, 1)), 0.05 + n * d.between(0.03, 0.09), 0.15 * 0.7 ** n])
  );
  const lead = d() < 0.5 ? d.between(0.06, 0.25) : 0;
  return full(together(1.4, [[latch, 0, lead > 0 ? d.between(0.1, 0.4) : 0], [slam, lead, 1], [latch, lead + 0.01, d.between(0.1, 0.5)], ...rattle.map(([s, at, g]) => /** @type {[Float32Array, number, number]} */ ([s, lead + at, g]))]));
}

/** One cough: a burst of breath, then voice dying away. @param {Dice} d */
export function cough(d) {
  const rise = d.between(0.006, 0.03);
  const breath = full(filtered(filtered(burst(d, rise, d.between(0.05, 0.11)), "band", d.between(900, 1900), 0.6), "low", 6000));
  const voice = full(filtered(ring(d.between(160, 320), d.between(0.05, 0.1), 0.3), "low", 1500));
  return full(together(0.9, [[breath, 0, 1], [voice, d.between(0.05, 0.12), d.between(0.2, 0.6)]]));
}

/** Something falls and bounces, each time sooner and softer. @param {Dice} d */
export function dropped(d) {
  const kind = d.one(["wood", "metal", "book"]);
  const hz = d.between(400, 3500);
  const hit = () => {
    if (kind === "book") return full(together(0.3, [[full(ring(d.between(60, 120), 0.03)), 0, 1], [full(filtered(burst(d, 0.001, 0.015), "low", 2500)), 0, 0.8]]));
    const tone = kind === "wood" ? 0.012 : 0.12;
    return full(together(0.9, [[full(ring(hz, tone)), 0, 1], [full(ring(hz * 2.71, tone * 0.6)), 0, 0.6], [full(burst(d, 0.0003, 0.003)), 0, 0.6]]));
  };
  const out = silence(3);
  let at = 0;
  let gain = 1;
  let gap = d.between(0.2, 0.5);
  const bounce = kind === "book" ? 0.15 : d.between(0.4, 0.75);
  while (gain > 0.03 && at < 2.2) {
    const sound = hit();
    for (let i = 0, from = Math.round(at * RATE); i < sound.length && from + i < out.length; i += 1) out[from + i] += gain * sound[i];
    at += gap;
    gap *= Math.sqrt(bounce) * d.between(0.9, 1.0);
    gain *= bounce;
  }
  return out;
}

/** One step with a shoe: heel, then sole. @param {Dice} d @param {number} hard 0 slipper, 1 heel */
export function footstep(d, hard) {
  const heel = full(together(0.25, [[full(ring(d.between(70, 140), 0.025)), 0, 1], [full(filtered(burst(d, 0.0006, 0.004), "high", 900)), 0, hard * d.between(0.3, 0.9)]]));
  const sole = full(filtered(burst(d, 0.004, 0.02), "low", 2500));
  return full(together(0.5, [[heel, 0, 1], [sole, d.between(0.06, 0.12), 0.3]]));
}

/** A cup on a saucer, a fork on a plate. @param {Dice} d */
export function clink(d) {
  const base = d.between(1700, 5200);
  const decay = d.between(0.04, 0.25);
  const notes = [1, 1.58, 2.24, 2.92].map((n) => /** @type {[Float32Array, number, number]} */ ([ring(base * n, decay / n ** 0.5), 0, d.between(0.2, 1)]));
  return full(together(1.8, [...notes, [burst(d, 0.0002, 0.001), 0, d.between(0.2, 0.8)]]));
}

/** One key going down and up. @param {Dice} d */
export function keystroke(d) {
  const down = full(filtered(burst(d, 0.0003, d.between(0.002, 0.004)), "band", d.between(2000, 5000), 0.9));
  const bottom = full(filtered(burst(d, 0.0005, 0.006), "low", d.between(600, 1400)));
  const up = full(filtered(burst(d, 0.0003, 0.002), "band", d.between(3000, 6000), 1));
  return full(together(0.35, [[down, 0, 1], [bottom, 0.008, d.between(0.2, 0.8)], [up, d.between(0.06, 0.14), d.between(0.2, 0.7)]]));
}

/** @param {Dice} d */
const kick = (d) => full(together(0.6, [[ring(d.between(50, 75), 0.08, 0.4), 0, 1], [burst(d, 0.0005, 0.003), 0, 0.15]]));
/** @param {Dice} d */
const snare = (d) => full(together(0.6, [[full(filtered(burst(d, 0.0004, d.between(0.03, 0.07)), "high", 900)), 0, 1], [full(ring(d.between(170, 230), 0.05)), 0, 0.6]]));
/** @param {Dice} d */
const hat = (d) => full(filtered(burst(d, 0.0003, d.between(0.012, 0.03)), "high", 6000));

/** A piece of music of so many seconds: chords, a tune, drums, some of it with gaps. @param {Dice} d @param {number} seconds */
export function music(d, seconds) {
  const out = silence(seconds);
  const beat = 60 / d.between(62, 140);
  const drums = d.one(["none", "soft", "full", "claps"]);
  const root = d.between(98, 196);
  const add = (/** @type {Float32Array} */ sound, /** @type {number} */ at, /** @type {number} */ gain) => {
    for (let i = 0, from = Math.round(at * RATE); i < sound.length && from + i < out.length; i += 1) out[from + i] += gain * sound[i];
  };
  for (let n = 0, at = 0; at < seconds; n += 1, at = n * beat) {
    const chord = root * 2 ** (d.one([0, 5, 7, 9]) / 12);
    if (n % 4 === 0) for (const step of [0, 4, 7]) for (const over of [1, 2, 3]) add(ring(chord * 2 ** (step / 12) * over, beat * 1.2), at, 0.12 / over);
    if (d() < 0.7) add(ring(root * 4 * 2 ** (d.one([0, 2, 4, 5, 7, 9, 11, 12]) / 12), beat * 0.4), at + d.one([0, beat / 2]), 0.2);
    if (drums === "none") continue;
    const loud = drums === "soft" ? 0.25 : 0.9;
    if (n % 4 === 0 || (n % 4 === 2 && d() < 0.6)) add(kick(d), at, loud);
    if (n % 2 === 1) add(drums === "claps" ? full(filtered(burst(d, 0.0005, 0.03), "band", 1500, 0.8)) : snare(d), at, loud * 0.8);
    for (const half of [0, 0.5]) if (d() < 0.85) add(hat(d), at + half * beat, loud * 0.3);
    if (n % 16 === 15) for (const part of [0.25, 0.5, 0.75]) add(snare(d), at + part * beat, loud * 0.6);
  }
  return out;
}

/** A fan, a kettle, rain, traffic behind the window. @param {Dice} d @param {number} seconds */
export function steady(d, seconds) {
  const white = noise(d, seconds);
  const low = filtered(white, "low", d.between(250, 900), 0.5);
  const mid = filtered(white, "low", d.between(2000, 5000), 0.5);
  const out = silence(seconds);
  for (let i = 0; i < out.length; i += 1) out[i] = low[i] * 3 + mid[i] * 0.8 + white[i] * 0.08;
  return out;
}
