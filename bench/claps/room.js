/** A room: what a microphone hears of a sound made some metres away. */

import { RATE, filtered, silence } from "./dice.js";

/** @typedef {import("./dice.js").Dice} Dice */
/** @typedef {{early: [number, number][], tail: number[], seconds: number, wet: number, dull: number}} Room */

/** From a furnished room to a hall with bare walls. @param {Dice} d @returns {Room} */
export function room(d) {
  const early = Array.from({ length: 7 }, () => {
    const at = d.between(0.0015, 0.025);
    return /** @type {[number, number]} */ ([Math.round(at * RATE), d.one([-1, 1]) * d.between(0.1, 0.55) * Math.exp(-at / 0.03)]);
  });
  const tail = [1123, 1447, 1789, 2131, 2473, 2917].map((n) => Math.round(n * d.between(0.85, 1.15)));
  return { early, tail, seconds: d.between(0.25, 0.7), wet: d.between(0.05, 0.3), dull: d.between(3500, 9000) };
}

/** The sound in the room, with its echoes after it. @param {Float32Array} sound @param {Room} r */
export function inRoom(sound, r) {
  const out = silence(sound.length / RATE + Math.min(r.seconds, 0.8));
  out.set(sound);
  const echoes = new Float32Array(out.length);
  for (const length of r.tail) {
    const line = new Float32Array(length);
    const back = 10 ** ((-3 * length) / RATE / r.seconds);
    let at = 0;
    let dull = 0;
    for (let i = 0; i < out.length; i += 1) {
      const past = line[at];
      dull += 0.6 * (past - dull);
      line[at] = (i < sound.length ? sound[i] : 0) + back * dull;
      at = at + 1 === length ? 0 : at + 1;
      echoes[i] += past;
    }
  }
  const wet = filtered(echoes, "low", r.dull);
  for (const [delay, gain] of r.early) for (let i = delay; i < out.length; i += 1) out[i] += i - delay < sound.length ? gain * sound[i - delay] : 0;
  for (let i = 0; i < out.length; i += 1) out[i] += r.wet * wet[i];
  return out;
}
