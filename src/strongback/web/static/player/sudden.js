/** Hears sudden sounds in a row of sound blocks: when each began, how loud and how bright it was, and whether it was gone at once. Pure. */

/** @typedef {import("./types.d.ts").Sudden} Sudden */

/** Levels are decibels, times seconds. */
export const RULE = {
  /** The part of the sound that is looked at: speech and footsteps have little of it. */
  bright_hz: 2000,
  /** A level nobody claps at: below it lies the hiss of microphones. */
  least_db: -75,
  /** How far a beginning stands above the floor, and above the loudest of the moment just before. */
  over_floor_db: 10,
  over_before_db: 6,
  /** How fast the floor follows, as parts of the way a second. */
  floor_up: 0.5,
  floor_down: 4,
  before_s: 0.05,
  /** A clap is at its loudest within this time. */
  rise_s: 0.008,
  /** Two beginnings nearer than this are one sound. */
  one_sound_s: 0.04,
  louder_db: 8,
  /** When it should be gone, and by how much. */
  gone_from_s: 0.05,
  gone_until_s: 0.11,
  gone_db: 10.5,
  gone_whole_db: 7,
  /** The time between two claps, and how alike they are. */
  gap_from_s: 0.15,
  gap_until_s: 0.9,
  alike_db: 7,
  colour_db: 6,
  /** Quiet before and after: as a part of the gap, and at least. Weaker sounds than this do not count. */
  around: 1.4,
  around_s: 0.45,
  weaker_before_db: 5,
  weaker_after_db: 9,
  /** In a busy room so many sounds like these within so many seconds are no sign. */
  busy_s: 4,
  busy: 5,
  busy_db: 12,
  /** After a sign nothing is heard for a while. */
  rest_s: 1.5,
  /** The microphone needs a moment to settle. */
  first_s: 0.5,
  /** What the coach plays may be heard for this long after it was played. */
  echo_s: 0.35,
  over_echo_db: 3,
  /** How fast it is learned how much of it comes back, in decibels a second. */
  learn_db: 6,
  forget_db: 6,
  first_times: 8,
};

export const QUIET_DB = -120;

/** @param {number} power */
const decibels = (power) => (power > 1e-12 ? 10 * Math.log10(power) : QUIET_DB);

/** A second-order high-pass that hands back the mean energy of a block. @param {number} rate @param {number} hz */
function brightness(rate, hz) {
  const w = (2 * Math.PI * hz) / rate;
  const alpha = Math.sin(w) / Math.SQRT2;
  const c = Math.cos(w);
  const a0 = 1 + alpha;
  const b0 = (1 + c) / 2 / a0;
  const [a1, a2] = [(-2 * c) / a0, (1 - alpha) / a0];
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  /** @param {ArrayLike<number>} block */
  return (block) => {
    let sum = 0;
    for (let i = 0; i < block.length; i += 1) {
      const x = block[i];
      const y = b0 * (x - 2 * x1 + x2) - a1 * y1 - a2 * y2;
      [x2, x1, y2, y1] = [x1, x, y1, y];
      sum += y * y;
    }
    return sum / block.length;
  };
}

/** The power of the whole block. @param {ArrayLike<number>} block */
function powerOf(block) {
  let sum = 0;
  for (let i = 0; i < block.length; i += 1) sum += block[i] * block[i];
  return sum / block.length;
}

/** What was measured of the last blocks, each at its number. @param {number} size @param {number} first */
function createPast(size, first) {
  const ring = new Float64Array(size).fill(first);
  const at = (/** @type {number} */ n) => ((n % size) + size) % size;
  return {
    /** @param {number} n @param {number} value */
    set: (n, value) => (ring[at(n)] = value),
    /** @param {number} n */
    get: (n) => ring[at(n)],
    /** The largest of some. @param {number} from @param {number} until */
    most(from, until) {
      let most = -Infinity;
      for (let i = from; i < until; i += 1) most = Math.max(most, ring[at(i)]);
      return most;
    },
    /** The least mean of three in a row. @param {number} from @param {number} until */
    quietest(from, until) {
      let least = Infinity;
      for (let i = from; i + 2 < until; i += 1) least = Math.min(least, (ring[at(i)] + ring[at(i + 1)] + ring[at(i + 2)]) / 3);
      return least;
    },
  };
}

/**
 * How loud the coach's own sound can be in the microphone. It comes back late, softer, and more than once; how much of
 * it, is learned while it plays, against the loudest of the last moments. (Weights for each delay were tried: no better.)
 * @param {number} perSecond blocks in a second
 */
function createEcho(perSecond) {
  const length = Math.round(RULE.echo_s * perSecond);
  const [played, heard] = [createPast(length, 0), createPast(length, 0)];
  let n = 0;
  /** Decibels from the loudest played to the loudest heard. At first nothing is known: all of it may come back. */
  let coupling = 0;
  let learned = 0;
  /** @param {number} own what is played now @param {number} mic what is heard @returns {number} the loudest the echo may be now */
  return (own, mic) => {
    played.set(n, own);
    heard.set(n, mic);
    n += 1;
    const source = decibels(played.most(0, length));
    if (source < RULE.least_db) return QUIET_DB;
    // Slowly enough that claps, which are none of it, move it little.
    const back = decibels(heard.most(0, length)) - source;
    const fast = 1 + RULE.first_times * Math.exp(-learned);
    coupling += ((back > coupling ? RULE.learn_db : -RULE.forget_db) * fast) / perSecond;
    learned += 1 / perSecond;
    return source + coupling;
  };
}

/** Follows the level of the room: slowly up, quickly down. @param {number} perSecond */
function createFloor(perSecond) {
  let floor = -60;
  return (/** @type {number} */ level) => (floor += ((level - floor) * (level > floor ? RULE.floor_up : RULE.floor_down)) / perSecond);
}

/**
 * @param {number} rate samples a second
 * @param {number} size samples in a block
 */
export function createSudden(rate, size) {
  const perSecond = rate / size;
  const blocks = (/** @type {number} */ s) => Math.max(1, Math.round(s * perSecond));
  const [micBright, ownBright] = [brightness(rate, RULE.bright_hz), brightness(rate, RULE.bright_hz)];
  const [echoNow, floorNow] = [createEcho(perSecond), createFloor(perSecond)];
  const [before, rise, oneSound] = [blocks(RULE.before_s), blocks(RULE.rise_s), blocks(RULE.one_sound_s)];
  const [goneFrom, goneUntil] = [blocks(RULE.gone_from_s), blocks(RULE.gone_until_s)];
  const kept = goneUntil + before + 2;
  const [bright, whole, ceiling, floors] = [createPast(kept, 0), createPast(kept, 0), createPast(kept, QUIET_DB), createPast(kept, 0)];
  let n = 0;
  let last = { block: -Infinity, level: QUIET_DB };

  /** Whether a sound begins suddenly in this block, above the room, the moment before and the echo. @param {number} b */
  function begins(b) {
    const level = decibels(bright.get(b));
    if (level < RULE.least_db || (b - last.block < oneSound && level < last.level + RULE.louder_db)) return false;
    if (level < floors.get(b) + RULE.over_floor_db || level < ceiling.get(b) + RULE.over_echo_db) return false;
    return level >= decibels(bright.most(b - before, b - 1)) + RULE.over_before_db;
  }

  /** @param {number} b @returns {Sudden} */
  function look(b) {
    const level = decibels(bright.most(b, b + rise + 1));
    const later = decibels(bright.most(b + rise + 1, b + goneFrom));
    // The quietest moment counts: somebody else's sound may fall into the rest.
    const gone = decibels(bright.quietest(b + goneFrom, b + goneUntil));
    last = { block: b, level };
    const loud = decibels(whole.most(b, b + rise + 1));
    const goneToo = decibels(whole.quietest(b + goneFrom, b + goneUntil)) < loud - RULE.gone_whole_db;
    return { at: b / perSecond, level, colour: level - loud, sharp: later < level && gone < level - RULE.gone_db && goneToo };
  }

  /**
   * Takes the next block: what the microphone hears and what the coach plays meanwhile, if anything.
   * `sudden` is told once its end is known, `at` seconds after the first block; `level` is that of this block, unless the coach may have made it.
   * @param {ArrayLike<number>} mic @param {ArrayLike<number> | null} own
   */
  return function hear(mic, own) {
    const power = micBright(mic);
    const level = decibels(power);
    bright.set(n, power);
    whole.set(n, powerOf(mic));
    ceiling.set(n, echoNow(own === null ? 0 : ownBright(own), power));
    const floor = floorNow(level);
    floors.set(n, floor);
    const b = n - goneUntil;
    const theirs = level > ceiling.get(n) + RULE.over_echo_db;
    const sudden = n > kept && begins(b) ? look(b) : null;
    n += 1;
    return { now: n / perSecond, sudden, floor, level: theirs ? level : QUIET_DB };
  };
}
