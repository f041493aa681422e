/** Dice that fall the same way every time, and the few things everything here is made of. */

export const RATE = 48_000;

/** @typedef {{(): number, between: (low: number, high: number) => number, bell: () => number, one: <T>(of: T[]) => T}} Dice */

/** @param {number} seed @returns {Dice} */
export function dice(seed) {
  let state = (seed * 2654435761) >>> 0;
  const throwOne = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return Object.assign(throwOne, {
    between: (/** @type {number} */ low, /** @type {number} */ high) => low + (high - low) * throwOne(),
    bell: () => Math.sqrt(-2 * Math.log(1 - throwOne())) * Math.cos(2 * Math.PI * throwOne()),
    one: (/** @type {any[]} */ of) => of[Math.floor(throwOne() * of.length)],
  });
}

/** @param {number} seconds */
export const silence = (seconds) => new Float32Array(Math.round(seconds * RATE));

/** @param {number} db */
export const gainOf = (db) => 10 ** (db / 20);

/** Adds a sound to a scene at a moment. @param {Float32Array} scene @param {Float32Array} sound @param {number} at seconds @param {number} [gain] */
export function put(scene, sound, at, gain = 1) {
  const from = Math.round(at * RATE);
  const until = Math.min(sound.length, scene.length - from);
  for (let i = Math.max(0, -from); i < until; i += 1) scene[from + i] += gain * sound[i];
}

/** @param {Float32Array} sound @param {number} gain */
export const times = (sound, gain) => sound.map((x) => x * gain);

/** The loudest 10 ms, as a root of the mean square. @param {Float32Array} sound */
export function loudest(sound) {
  const window = Math.round(0.01 * RATE);
  let sum = 0;
  let most = 0;
  for (let i = 0; i < sound.length; i += 1) {
    sum += sound[i] ** 2 - (i >= window ? sound[i - window] ** 2 : 0);
    most = Math.max(most, sum);
  }
  return Math.sqrt(most / window);
}

/** Root of the mean square while there is sound: 10 ms that are 40 dB below the loudest do not count. @param {Float32Array} sound */
export function loudness(sound) {
  const window = Math.round(0.01 * RATE);
  const blocks = [];
  for (let i = 0; i + window <= sound.length; i += window) {
    let sum = 0;
    for (let j = i; j < i + window; j += 1) sum += sound[j] ** 2;
    blocks.push(sum / window);
  }
  const most = blocks.reduce((a, b) => Math.max(a, b), 0);
  const heard = blocks.filter((b) => b > most * 1e-4);
  return Math.sqrt(heard.reduce((a, b) => a + b, 0) / Math.max(1, heard.length));
}

/** Brings the loudness to so many dB below full scale. @param {Float32Array} sound @param {number} db */
export const level = (sound, db) => times(sound, gainOf(db) / (loudness(sound) || 1));

/**
 * A second-order filter over a copy of a sound.
 * @param {Float32Array} sound @param {"low" | "high" | "band"} kind @param {number} hz @param {number} [q]
 */
export function filtered(sound, kind, hz, q = 0.707) {
  const w = (2 * Math.PI * Math.min(hz, RATE * 0.45)) / RATE;
  const alpha = Math.sin(w) / (2 * q);
  const c = Math.cos(w);
  const side = kind === "low" ? (1 - c) / 2 : kind === "high" ? (1 + c) / 2 : alpha;
  const middle = kind === "low" ? 1 - c : kind === "high" ? -1 - c : 0;
  const far = kind === "band" ? -alpha : side;
  const out = new Float32Array(sound.length);
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let i = 0; i < sound.length; i += 1) {
    const y = (side * sound[i] + middle * x1 + far * x2 + 2 * c * y1 - (1 - alpha) * y2) / (1 + alpha);
    [x2, x1, y2, y1] = [x1, sound[i], y1, y];
    out[i] = y;
  }
  return out;
}

/** White noise. @param {Dice} d @param {number} seconds */
export function noise(d, seconds) {
  const out = silence(seconds);
  for (let i = 0; i < out.length; i += 1) out[i] = d.between(-1, 1);
  return out;
}

/** Noise that rises in `rise` and dies away with the time constant `decay`, in seconds. @param {Dice} d @param {number} rise @param {number} decay */
export function burst(d, rise, decay) {
  const out = noise(d, rise + 7 * decay);
  for (let i = 0; i < out.length; i += 1) {
    const t = i / RATE;
    out[i] *= t < rise ? t / rise : Math.exp((rise - t) / decay);
  }
  return out;
}

/** A note that dies away. @param {number} hz @param {number} decay @param {number} [fall] how much lower it ends, as a part of 1 */
export function ring(hz, decay, fall = 0) {
  const out = silence(7 * decay);
  let phase = 0;
  for (let i = 0; i < out.length; i += 1) {
    const t = i / RATE;
    phase += (2 * Math.PI * hz * (1 - fall * Math.min(1, t / decay))) / RATE;
    out[i] = Math.sin(phase) * Math.exp(-t / decay) * Math.min(1, t / 0.0005);
  }
  return out;
}

/** One sound out of several at their moments. @param {number} seconds @param {[Float32Array, number, number][]} parts sound, moment, gain */
export function together(seconds, parts) {
  const out = silence(seconds);
  for (const [sound, at, gain] of parts) put(out, sound, at, gain);
  return out;
}
