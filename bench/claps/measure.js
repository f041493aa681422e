/** Lets the player's own detector hear every scene, and hands the counts back; makes the sound file of the real run. */

import { createClaps } from "/static/player/claps.js";
import { RATE, dice, level, put, silence } from "./dice.js";
import { BACKGROUNDS, KINDS, LEVELS, MINUTES, other, pair, talk } from "./scenes.js";

const BLOCK = 128;
/** A sign counts as found when its second clap is told this exactly, in seconds. */
const EXACT = 0.05;

/** @param {string} url */
async function decoded(url) {
  const context = new OfflineAudioContext(1, 1, RATE);
  const sound = await context.decodeAudioData(await (await fetch(url)).arrayBuffer());
  return sound.getChannelData(0);
}

/** @param {string} path */
const told = async (path, body) => fetch(path, { method: "POST", body });

/** @param {import("./scenes.js").Scene} scene */
function heardIn({ mic, own }) {
  const found = [];
  const hear = createClaps(RATE, BLOCK);
  for (let i = 0; i + BLOCK <= mic.length; i += BLOCK) {
    const two = hear(mic.subarray(i, i + BLOCK), own.subarray(i, i + BLOCK));
    if (two !== null) found.push(two);
  }
  return found;
}

const wish = new URLSearchParams(location.search);
const seed = Number(wish.get("seed"));
const each = Number(wish.get("each"));
const part = Number(wish.get("part"));
const names = await (await fetch("/clips.json")).json();
const clips = new Map();
for (const name of names) clips.set(name, await decoded(`/clips/${name}`));

/** Every cell of the table of what should be found. */
function* cells() {
  for (const over of BACKGROUNDS) for (const kind of KINDS) for (const level of Object.keys(LEVELS)) yield { over, kind, level };
}

/** A breath for the browser between two scenes. */
const breath = () => new Promise((done) => setTimeout(done));

async function measure() {
  const found = [];
  let next = seed;
  for (const { over, kind, level } of cells()) {
    const cell = { over, kind, level, of: each, found: 0, extra: 0 };
    for (let n = 0; n < each; n += 1) {
      const scene = pair(kind, over, LEVELS[level], (next += 1), clips);
      const heard = heardIn(scene);
      const hits = heard.filter((two) => Math.abs(two.second - scene.second) < EXACT).length;
      cell.found += Math.min(1, hits);
      cell.extra += heard.length - Math.min(1, hits);
      await breath();
    }
    found.push(cell);
  }
  const wrong = [];
  for (const [name, minutes] of Object.entries(MINUTES)) {
    const row = { name, minutes: minutes * part, pauses: 0 };
    for (let n = 0; n < Math.round(minutes * 2 * part); n += 1) {
      row.pauses += heardIn(other(name, (next += 1), clips)).length;
      await breath();
    }
    wrong.push(row);
  }
  await told("/result", JSON.stringify({ found, wrong, levels: LEVELS }));
}

/** For the real run: talk, then two claps in the sound of a fan, and the same with slaps; 16-bit samples, and when the pairs come. */
async function film() {
  const sound = silence(40);
  const pairs = [];
  for (const [n, kind] of KINDS.entries()) {
    const from = 20 * n;
    put(sound, level(talk(dice(seed + 9 + n), clips, 10), -30), from);
    const scene = pair(kind, "fan", LEVELS.loud, seed + n, clips);
    put(sound, scene.mic, from + 11);
    pairs.push(from + 11 + scene.second);
  }
  await told("/sound", new Int16Array(sound.map((x) => Math.round(32_000 * Math.max(-1, Math.min(1, x))))));
  await told("/pairs", JSON.stringify(pairs));
}

await (wish.get("what") === "sound" ? film() : measure());
