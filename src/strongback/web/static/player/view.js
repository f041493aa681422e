/** What the stage shows, made from a performance and the time. Pure. */

import { allowed } from "./controls.js";
import { actNow, placeNow, stepNow } from "./performance.js";
import { isAsking, mayUndo } from "./hurt.js";
import { repetitionsBefore } from "./score.js";
import { WORDS, nextIs, ofAll, setOf, timeLeft } from "./words.js";

/** @typedef {import("./types.d.ts").Performance} Performance */
/** @typedef {import("./types.d.ts").View} View */
/** @typedef {import("./types.d.ts").Step} Step */
/** @typedef {import("./types.d.ts").Act} Act */
/** @typedef {import("./types.d.ts").Control} Control */
/** @typedef {import("./types.d.ts").Place} Place */

/** @param {Performance} p @param {number} now @returns {View} */
export function view(p, now) {
  const act = actNow(p);
  const place = placeNow(p, now);
  const step = p.steps[place.step];
  return {
    mode: mode(p, act),
    field: field(p, act, step),
    title: title(p, place.step),
    set: step.set !== null && step.sets !== null ? setLine(step) : "",
    left: timeLeft(leftMs(p, now)),
    number: number(p, act, now),
    word: word(p, act, place.step),
    cue: `${p.caption.phrase} ${p.caption.word}`.trim(),
    next: act?.name === "step" ? next(step) : "",
    dots: dots(p, place),
    controls: controls(p, now, step),
    asking: act?.name === "all_right",
    undo: mayUndo(p, now),
  };
}

/** @param {Performance} p @param {Act | null} act @returns {View["mode"]} */
function mode(p, act) {
  if (isAsking(p)) return "hurt";
  if (act?.name === "finished_early") return "finishing";
  if (p.ended !== null) return "over";
  if (act === null) return p.before;
  return act.name === "paused" || act.name === "all_right" ? "paused" : "performing";
}

/** @param {Performance} p @param {Act | null} act @param {Step} step @returns {View["field"]} */
function field(p, act, step) {
  if (act === null || act.name !== "step") return mode(p, act) === "performing" ? "rest" : "paper";
  if (step.kind === "hold") return "hold";
  return step.kind === "move" ? "move" : "rest";
}

/** @param {Step} step */
const setLine = (step) => setOf(/** @type {number} */ (step.set), /** @type {number} */ (step.sets));

/** @param {Performance} p @param {number} index */
function title(p, index) {
  const step = p.steps[index];
  if (step.title === null) return index === 0 ? WORDS.preparation : WORDS.closing;
  return step.title;
}

/** What comes, where the header does not say it already; otherwise which side. @param {Step} step */
function next(step) {
  if (step.next !== null && step.next !== step.title) return nextIs(step.next);
  return step.side_title ?? "";
}

/** What is still to come of the script. @param {Performance} p @param {number} now */
function leftMs(p, now) {
  const act = actNow(p);
  const last = p.acts.at(-1);
  if (act !== null && last !== undefined && last.step !== null) return last.end - now;
  const { step, elapsed } = p.place;
  return p.steps.slice(step).reduce((sum, s) => sum + s.duration_ms, -elapsed);
}

/**
 * In the short pause the coming repetition is announced, so that eye and ear get the same number.
 * @param {Performance} p @param {Act | null} act
 */
function announced(p, act) {
  if (act === null || act.step === null || p.steps[act.step].phase !== "pause") return null;
  const [step, following] = [p.steps[act.step], p.steps[act.step + 1]];
  return following?.phase === "lift" && following.repetition !== null ? { ...following, of: step.repetitions } : null;
}

/** Seconds left in what is under way. @param {Performance} p @param {Act | null} act @param {number} now */
function number(p, act, now) {
  if (act === null || !["step", "resume"].includes(act.name)) return "";
  const coming = announced(p, act);
  if (coming !== null) return String(coming.repetition);
  return String(Math.max(1, Math.ceil((act.end - now) / 1000)));
}

/** @param {Performance} p @param {Act | null} act @param {number} index */
function word(p, act, index) {
  const step = p.steps[index];
  if (act === null || act.name === "finished_early") return WORDS.finishing;
  if (act.name === "again" || act.name === "resume" || act.name === "skipped" || act.name === "mistake") return WORDS[act.name];
  const coming = announced(p, act);
  if (coming !== null) return ofAll(coming.of ?? 0);
  if (step.phase !== null) return WORDS[step.phase];
  if (step.kind === "rest") return WORDS.rest;
  if (step.kind === "change_over") return p.steps[index - 1]?.exercise === step.exercise ? WORDS.change_side : WORDS.change_over;
  return index === 0 ? WORDS.preparation : WORDS.closing;
}

/**
 * Before a set has begun its dots say nothing; they come with its "get ready", and their place is kept until then.
 * @param {Performance} p @param {Place} place @returns {View["dots"]}
 */
function dots(p, { step: index, elapsed }) {
  const step = p.steps[index];
  if (step.repetitions === null) return { of: 0, done: 0, now: 0, later: false };
  const done = repetitionsBefore(p.steps, index);
  const before = step.kind === "say" || step.kind === "change_over";
  const later = before && done === 0 && elapsed < step.duration_ms - step.tail_ms;
  const moving = (step.kind === "move" || step.kind === "hold") && step.phase !== "pause";
  return { of: step.repetitions, done, now: moving ? done + 1 : 0, later };
}

/** Which buttons there are. Their places stay while a step lasts. @param {Performance} p @param {number} now @param {Step} step */
function controls(p, now, step) {
  const can = allowed(p, now);
  const rest = step.kind === "rest" && stepNow(p) !== null;
  const mayEndEarly = rest && step.duration_ms > p.script.asides.go_on_after_ms;
  /** @type {[Control, boolean][]} */
  const there = [
    ["pause", true],
    ["again", !rest],
    ["skip", !rest],
    ["more_rest", can.more_rest],
    ["go_on", mayEndEarly],
  ];
  return there.map(([name, is]) => ({ name, can: can[name], there: is }));
}
