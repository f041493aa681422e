/** Questions to a list of steps, and new steps made from old ones. Pure: no clock, no page. */

/** @typedef {import("./types.d.ts").Step} Step */
/** @typedef {import("./types.d.ts").Cue} Cue */
/** @typedef {import("./types.d.ts").Aside} Aside */
/** @typedef {import("./types.d.ts").Place} Place */

/** @param {Step | undefined} a @param {Step | undefined} b */
export const sameRepetition = (a, b) =>
  a?.exercise === b?.exercise && a?.set === b?.set && a?.repetition === b?.repetition;

/** @param {Step} step */
const isMoving = (step) => step.kind === "move" || step.kind === "hold";

/**
 * Where to go on after an interruption: a repetition begins again with its lift; elsewhere it goes on
 * where it was, at the beginning of the cue that was cut off.
 * A finished repetition (its pause) is not done twice.
 * @param {Step[]} steps @param {Place} place @returns {Place}
 */
export function whereToGoOn(steps, place) {
  const step = steps[place.step];
  if (isMoving(step)) {
    if (step.phase === "pause") return { step: place.step, elapsed: 0 };
    let first = place.step;
    while (first > 0 && isMoving(steps[first - 1]) && sameRepetition(steps[first - 1], step)) first -= 1;
    return { step: first, elapsed: 0 };
  }
  const cutOff = step.cues.find((c) => c.at_ms < place.elapsed && place.elapsed < c.at_ms + c.length_ms);
  return { step: place.step, elapsed: cutOff ? cutOff.at_ms : place.elapsed };
}

/**
 * The first step that belongs to another exercise.
 * @param {Step[]} steps @param {number} from
 */
export function afterExercise(steps, from) {
  const index = steps.findIndex((s, i) => i > from && s.exercise !== steps[from].exercise);
  return index < 0 ? steps.length - 1 : index;
}

/**
 * A place that surely lies in these steps. A rest that had been lengthened is as long as the script says again, and what
 * announces its end is still to come.
 * @param {Step[]} steps @param {Place} place @returns {Place}
 */
export function within(steps, place) {
  const index = Math.min(Math.max(0, Math.trunc(place.step)), steps.length - 1);
  const { duration_ms, tail_ms } = steps[index];
  return { step: index, elapsed: Math.min(Math.max(0, place.elapsed), duration_ms - tail_ms) };
}

/** How long the repetition is held in all. @param {Step[]} steps @param {number} at any step of it */
export function heldMs(steps, at) {
  return steps
    .filter((s) => s.kind === "hold" && sameRepetition(s, steps[at]))
    .reduce((sum, s) => sum + s.duration_ms, 0);
}

/** The last repetition of this set at or before a step that is over, 0 for none. @param {Step[]} steps @param {number} at */
export function repetitionsBefore(steps, at) {
  const { exercise, set } = steps[at];
  for (let i = at; i >= 0 && steps[i].exercise === exercise && steps[i].set === set; i -= 1) {
    const step = steps[i];
    if (isMoving(step) && step.repetition !== null) return step.phase === "pause" ? step.repetition : step.repetition - 1;
  }
  return 0;
}

/** The last moment of an aside's voice. @param {Aside} aside */
const spokenMs = (aside) => Math.max(0, ...aside.cues.map((c) => c.at_ms + c.length_ms));

/**
 * The step with the aside's cues in its first silence from `from` on; unchanged when there is none long enough.
 * @param {Step} step @param {Aside} aside @param {number} from @returns {Step}
 */
function withAside(step, aside, from) {
  const length = spokenMs(aside);
  const free = (/** @type {number} */ at) =>
    at + length <= step.duration_ms &&
    step.cues.every((c) => c.at_ms + c.length_ms <= at || at + length <= c.at_ms);
  const starts = [from, ...step.cues.map((c) => c.at_ms + c.length_ms)].filter((at) => at >= from);
  const start = starts.sort((a, b) => a - b).find(free);
  if (start === undefined) return step;
  const added = aside.cues.map((c) => ({ ...c, at_ms: c.at_ms + start }));
  return { ...step, cues: [...step.cues, ...added].sort((a, b) => a.at_ms - b.at_ms) };
}

/** The next greater length this step may have, or null. @param {Step} step */
export const nextLength = (step) => step.lengthen_to_ms.find((to) => to > step.duration_ms) ?? null;

/**
 * The step made longer: its tail stays with its end, and the aside is said in its first silence.
 * @param {Step} step @param {number} to @param {Aside} aside @param {number} elapsed @returns {Step}
 */
export function lengthened(step, to, aside, elapsed) {
  const tail = step.duration_ms - step.tail_ms;
  const by = to - step.duration_ms;
  const cues = step.cues.map((c) => (step.tail_ms > 0 && c.at_ms >= tail ? { ...c, at_ms: c.at_ms + by } : c));
  return withAside({ ...step, duration_ms: to, cues }, aside, elapsed);
}

/** The step with something said in it, where there is silence for it. */
export const saidIn = withAside;

/**
 * The step that ends after this aside, said now.
 * @param {Step} step @param {Aside} aside @param {number} elapsed @returns {Step}
 */
export function cutShort(step, aside, elapsed) {
  const said = aside.cues.map((c) => ({ ...c, at_ms: c.at_ms + elapsed }));
  const before = step.cues.filter((c) => c.at_ms < elapsed);
  return {
    ...step,
    duration_ms: elapsed + aside.duration_ms,
    tail_ms: aside.duration_ms,
    cues: [...before, ...said],
  };
}
