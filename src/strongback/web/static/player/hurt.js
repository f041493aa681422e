/** "It hurts": silence at once, calm words, three questions that may all stay unanswered, and a record in any case. */

import { allowed, cuesLeft, goOnAfter } from "./controls.js";
import { catchUp, end, hush, layOut, note, notePaused, placeNow, since, wake } from "./performance.js";

/** @typedef {import("./types.d.ts").Performance} Performance */
/** @typedef {import("./types.d.ts").AnyEvent} AnyEvent */
/** @typedef {import("./types.d.ts").Cue} Cue */
/** @typedef {import("./types.d.ts").Told} Told */

/** The press. @param {Performance} p */
export function hurts(p) {
  p.sound.stop();
  const now = catchUp(p);
  if (!allowed(p, now).hurt) return;
  p.place = placeNow(p, now);
  hush(p);
  if (!hasBegun(p)) p.startedAt = now;
  p.hurt = { at: now, exercise: p.performed, where: null, severity: null, signs: [] };
  waitForAnswers(p, now, p.script.asides.pain.cues);
  tell(p, "pain");
}

/** @param {Performance} p */
const hasBegun = (p) => p.events.length > 0;

/** Before Begin nothing goes out until it is saved: a mistake then leaves no trace of a session that never was. @param {Performance} p @param {Told} what */
function tell(p, what) {
  if (hasBegun(p)) p.told(what);
}

/** Silence is an answer too: after it, what is known is saved. @param {Performance} p @param {number} now @param {Cue[]} cues */
function waitForAnswers(p, now, cues) {
  const quiet = { duration_ms: p.script.asides.silence_ms, cues };
  layOut(p, now, [["hurt", quiet]], null, (at) => save(p, at));
  wake(p);
}

/** Somebody is there: the silence begins anew. @param {Performance} p */
export function stillAnswering(p) {
  const now = catchUp(p);
  if (isAsking(p)) waitForAnswers(p, now, cuesLeft(p, now));
}

/** @param {Performance} p */
export const isAsking = (p) => p.hurt !== null && p.ended === null;

/** Where; null takes it back. @param {Performance} p @param {string | null} where */
export function answerWhere(p, where) {
  if (!isAsking(p) || p.hurt === null) return;
  p.hurt.where = where;
  answered(p);
}

/** How bad, 0–10; null takes it back. @param {Performance} p @param {number | null} severity */
export function answerSeverity(p, severity) {
  if (!isAsking(p) || p.hurt === null) return;
  p.hurt.severity = severity;
  answered(p);
}

/** A sign is chosen, or taken back. @param {Performance} p @param {string} id @param {boolean} emergency */
export function answerSign(p, id, emergency) {
  if (!isAsking(p) || p.hurt === null) return;
  const had = p.hurt.signs.includes(id);
  p.hurt.signs = had ? p.hurt.signs.filter((sign) => sign !== id) : [...p.hurt.signs, id];
  if (emergency && !had) {
    hush(p);
    waitForAnswers(p, p.clock.now(), p.script.asides.red_flag.cues);
    tell(p, "answered");
  } else answered(p);
}

/** @param {Performance} p */
function answered(p) {
  stillAnswering(p);
  tell(p, "answered");
}

/** Whether "Pressed by mistake" still means something. @param {Performance} p @param {number} now */
export const mayUndo = (p, now) => isAsking(p) && p.hurt !== null && now - p.hurt.at < p.script.asides.undo_ms;

/** Pressed by mistake: nothing hurt, and the session goes on as after a pause; before Begin it is ready again. @param {Performance} p */
export function mistake(p) {
  const now = catchUp(p);
  if (!mayUndo(p, now) || p.hurt === null) return;
  const pressed = p.hurt.at;
  p.hurt = null;
  hush(p);
  if (!hasBegun(p)) {
    layOut(p, now, [], null, () => {});
    wake(p);
    return;
  }
  notePaused(p, pressed);
  goOnAfter(p, now, [["mistake", p.script.asides.mistake], ["resume", p.script.asides.resume]]);
  p.told("mistake");
}

/** What the questions say so far, as facts. @param {Performance} p @param {number} at @returns {AnyEvent[]} */
export function painEvents(p, at) {
  if (p.hurt === null) return [];
  const { exercise, severity, where, signs } = p.hurt;
  const seen = signs.map((which) => /** @type {AnyEvent} */ ({ at_ms: since(p, at), event: "red_flag", which }));
  return [{ at_ms: since(p, p.hurt.at), event: "pain_reported", exercise, severity, where }, ...seen];
}

/** The end of it: said yes, fell silent, or left. @param {Performance} p @param {number} at */
export function save(p, at) {
  if (!isAsking(p) || p.hurt === null) return;
  if (!hasBegun(p)) note(p, { at_ms: 0, event: "started" });
  for (const event of painEvents(p, at)) note(p, event);
  end(p, at, p.hurt.signs.length > 0 ? "red_flag" : "pain");
  p.show();
}
