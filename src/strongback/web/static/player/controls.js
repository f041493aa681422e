/** What a person may ask for during a performance: one verb for each button. */

import { AHEAD_MS, actNow, catchUp, end, enter, hush, layOut, note, since, stepNow, wake } from "./performance.js";
import { notePaused, placeNow, waitForThePerson } from "./performance.js";
import { afterExercise, cutShort, lengthened, nextLength, saidIn, whereToGoOn } from "./score.js";
import { WORDS } from "./words.js";

/** @typedef {import("./types.d.ts").Performance} Performance */
/** @typedef {import("./types.d.ts").Aside} Aside */
/** @typedef {import("./types.d.ts").ActName} ActName */
/** @typedef {import("./types.d.ts").Step} Step */
/** @typedef {import("./types.d.ts").Place} Place */
/** @typedef {import("./types.d.ts").Cue} Cue */

/** Whether each control means something now. @param {Performance} p @param {number} now */
export function allowed(p, now) {
  const act = actNow(p);
  const step = stepNow(p);
  const prelude = act !== null && ["resume", "again", "skipped", "mistake"].includes(act.name);
  const { get_ready, go_on_after_ms } = p.script.asides;
  return {
    pause: step !== null || prelude,
    continue: act?.name === "paused" || act?.name === "all_right",
    again: step !== null && step.again !== null && step.again in p.script.asides.again,
    skip: step !== null && step.exercise !== null,
    more_rest: step !== null && step.lengthen_to_ms.length > 0,
    go_on: step?.kind === "rest" && act !== null && now - act.start >= go_on_after_ms && act.end - now > get_ready.duration_ms,
    hurt: p.ended === null && p.hurt === null && p.before !== "elsewhere" && act?.name !== "finished_early",
  };
}

/** Goes on after what is said first. @param {Performance} p @param {number} now @param {[ActName, Aside][]} first */
export function goOnAfter(p, now, first) {
  p.place = whereToGoOn(p.steps, p.place);
  layOut(p, now, first, p.place, (at) => end(p, at, "finished"));
  enter(p);
  wake(p);
}

/** What is still to be said of the acts under way, counted from now. @param {Performance} p @param {number} now */
export const cuesLeft = (p, now) => p.cues.slice(p.nextCue).map((c) => ({ ...c.cue, at_ms: c.at - now }));

/** @param {Performance} p */
export function pause(p) {
  const now = catchUp(p);
  if (!allowed(p, now).pause) return;
  p.place = placeNow(p, now);
  hush(p);
  notePaused(p, now);
  waitForThePerson(p, now, p.script.asides.paused.cues);
}

/** Somebody is there: a pause begins to wait anew. @param {Performance} p */
export function stillHere(p) {
  const now = catchUp(p);
  if (!allowed(p, now).continue) return;
  const asking = actNow(p)?.name === "all_right";
  if (asking) hush(p);
  waitForThePerson(p, now, asking ? [] : cuesLeft(p, now).filter((c) => c.at_ms < p.acts[0].end - now));
}

/** Continue, after Pause. @param {Performance} p */
export function goOnFromPause(p) {
  const now = catchUp(p);
  if (!allowed(p, now).continue) return;
  hush(p);
  goOnAfter(p, now, [["resume", p.script.asides.resume]]);
}

/** Again: the last instruction once more, then on as after a pause. @param {Performance} p */
export function again(p) {
  const now = catchUp(p);
  const key = stepNow(p)?.again;
  if (!allowed(p, now).again || key == null) return;
  p.place = placeNow(p, now);
  hush(p);
  notePaused(p, now);
  goOnAfter(p, now, [["again", p.script.asides.again[key]], ["resume", p.script.asides.resume]]);
}

/** Skip: this exercise is left out from here on. @param {Performance} p */
export function skip(p) {
  const now = catchUp(p);
  const act = actNow(p);
  const step = stepNow(p);
  if (!allowed(p, now).skip || act === null || act.step === null || step === null || step.exercise === null) return;
  const at_ms = since(p, now);
  hush(p);
  if (step.kind === "rest" && step.set !== null) note(p, { at_ms, event: "rest_ended", exercise: step.exercise, set: step.set });
  note(p, { at_ms, event: "exercise_skipped", exercise: step.exercise });
  p.place = { step: afterExercise(p.steps, act.step), elapsed: 0 };
  goOnAfter(p, now, [["skipped", p.script.asides.skipped]]);
}

/** Puts a changed step in place of the one under way. @param {Performance} p @param {number} now @param {Step} step */
function change(p, now, step) {
  const act = p.acts[p.act];
  const index = /** @type {number} */ (act.step);
  p.steps[index] = step;
  const spokenUpTo = p.cues[p.nextCue - 1]?.at ?? -Infinity;
  layOut(p, now, [], { step: index, elapsed: now - act.start }, (at) => end(p, at, "finished"));
  // What has been handed over already is not said twice, unless it was silenced.
  if (p.voiceFree > 0) while (p.nextCue < p.cues.length && p.cues[p.nextCue].at <= spokenUpTo) p.nextCue += 1;
  wake(p);
}

/** More rest: the next longer length, its end cues moving with its end. @param {Performance} p */
export function moreRest(p) {
  const now = catchUp(p);
  const act = actNow(p);
  const step = stepNow(p);
  if (!allowed(p, now).more_rest || act === null || step === null) return;
  const elapsed = now - act.start;
  const to = nextLength(step);
  if (to === null) {
    change(p, now, saidIn(step, p.script.asides.longest_rest, elapsed));
    p.caption = { phrase: p.script.asides.longest_rest.cues[0]?.say ?? "", word: "" };
    p.show();
    return;
  }
  if (elapsed > step.duration_ms - step.tail_ms - AHEAD_MS) hush(p);
  if (step.kind === "rest" && step.exercise !== null && step.set !== null)
    note(p, { at_ms: since(p, now), event: "rest_lengthened", exercise: step.exercise, set: step.set, to_ms: to });
  const aside = p.script.asides.more_rest[String(to)] ?? { duration_ms: 0, cues: [] };
  change(p, now, lengthened(step, to, aside, elapsed));
}

/** Go on: the rest ends after "get ready". @param {Performance} p */
export function goOn(p) {
  const now = catchUp(p);
  const act = actNow(p);
  const step = stepNow(p);
  if (!allowed(p, now).go_on || act === null || step === null) return;
  hush(p);
  p.caption = { phrase: WORDS.going_on, word: "" };
  change(p, now, cutShort(step, p.script.asides.get_ready, now - act.start));
}

/** Continue a performance that was taken up again. @param {Performance} p */
export function continueBrokenOff(p) {
  if (p.before !== "recover" || actNow(p) !== null) return;
  p.before = "ready";
  goOnAfter(p, catchUp(p), [["resume", p.script.asides.resume]]);
}

/** Finish for today, from a pause or where it was broken off. @param {Performance} p */
export function finishEarly(p) {
  const now = catchUp(p);
  const brokenOff = p.before === "recover" && actNow(p) === null && p.ended === null && p.hurt === null;
  if (!allowed(p, now).continue && !brokenOff) return;
  hush(p);
  p.ended = "chosen";
  note(p, { at_ms: since(p, now), event: "stopped", because: "chosen" });
  layOut(p, now, [["finished_early", p.script.asides.finished_early]], null, () => p.told("leave"));
  enter(p);
  p.told("ended");
  wake(p);
}
