/**
 * Goes through a script by absolute time. Decides nothing: what is said, how long and in what order stands in the script.
 * A performance is plain data; these functions act on it. No page and no sound of its own: clock and sound are handed in.
 */

import { heldMs, within } from "./score.js";

/** @typedef {import("./types.d.ts").Performance} Performance */
/** @typedef {import("./types.d.ts").Script} Script */
/** @typedef {import("./types.d.ts").Hands} Hands */
/** @typedef {import("./types.d.ts").Aside} Aside */
/** @typedef {import("./types.d.ts").Cue} Cue */
/** @typedef {import("./types.d.ts").Act} Act */
/** @typedef {import("./types.d.ts").ActName} ActName */
/** @typedef {import("./types.d.ts").Step} Step */
/** @typedef {import("./types.d.ts").Place} Place */
/** @typedef {import("./types.d.ts").AnyEvent} AnyEvent */
/** @typedef {import("./types.d.ts").Ending} Ending */

/** Sounds are handed over this long before they are due, so that a busy page cannot delay them. */
export const AHEAD_MS = 250;
/** A cue missed by more than this is shown, not spoken: late words would be wrong words. */
const LATE_MS = 1000;

/** @param {Script} script @param {Hands} hands @returns {Performance} */
export function createPerformance(script, hands) {
  return {
    ...hands,
    script,
    steps: [...script.steps],
    acts: [],
    act: 0,
    cues: [],
    nextCue: 0,
    pending: [],
    after: () => {},
    caption: { phrase: "", word: "" },
    place: { step: 0, elapsed: 0 },
    captionFrom: 0,
    voiceFree: 0,
    performed: null,
    startedAt: 0,
    awakeAt: 0,
    before: "ready",
    events: [],
    hurt: null,
    ended: null,
    cancel: () => {},
  };
}

/** @param {Performance} p @returns {Act | null} */
export const actNow = (p) => p.acts[p.act] ?? null;

/** The step under way, null out of turn. @param {Performance} p @returns {Step | null} */
export function stepNow(p) {
  const act = actNow(p);
  return act === null || act.step === null ? null : p.steps[act.step];
}

/** Writes down a fact; time never runs backwards. @param {Performance} p @param {AnyEvent} event */
export function note(p, event) {
  const last = p.events.at(-1)?.at_ms ?? 0;
  p.events.push({ ...event, at_ms: Math.max(last, event.at_ms) });
  p.told("noted");
}

/** Milliseconds since the start, whole. @param {Performance} p @param {number} at */
export const since = (p, at) => Math.max(0, Math.round(at - p.startedAt));

/**
 * Lays out what comes now: asides one after the other from `start`, then the script from `place` if there is one.
 * @param {Performance} p @param {number} start @param {[ActName, Aside][]} asides
 * @param {Place | null} place @param {(at: number) => void} after
 */
export function layOut(p, start, asides, place, after) {
  /** @type {Act[]} */
  const acts = [];
  let at = start;
  for (const [name, aside] of asides) {
    acts.push({ name, start: at, end: at + aside.duration_ms, cues: aside.cues, step: null });
    at += aside.duration_ms;
  }
  if (place !== null) {
    at -= place.elapsed;
    for (let i = place.step; i < p.steps.length; i += 1) {
      const step = p.steps[i];
      const cues = i === place.step ? step.cues.filter((c) => c.at_ms >= place.elapsed) : step.cues;
      acts.push({ name: "step", start: at, end: at + step.duration_ms, cues, step: i });
      at += step.duration_ms;
    }
  }
  p.acts = acts;
  p.act = 0;
  p.cues = acts.flatMap((a) => a.cues.map((cue) => ({ at: a.start + cue.at_ms, cue })));
  p.nextCue = 0;
  p.after = after;
}

/** Silence, and nothing more to come. @param {Performance} p */
export function hush(p) {
  p.sound.stop();
  p.pending = [];
  p.voiceFree = 0;
}

/** @param {Performance} p */
export function begin(p) {
  p.startedAt = p.clock.now();
  p.awakeAt = p.startedAt;
  note(p, { at_ms: 0, event: "started" });
  layOut(p, p.startedAt, [], { step: 0, elapsed: 0 }, (at) => end(p, at, "finished"));
  enter(p);
  p.told("begun");
  wake(p);
}

/**
 * Takes up a performance that was broken off: it stands where it was, paused since it was last heard of, and waits to be
 * continued. Its time goes on as on a clock, so that what comes now is later than all that was.
 * @param {Performance} p @param {{events: AnyEvent[], place: Place, performed: string | null}} kept
 * @param {number} elapsed milliseconds since it began @param {number} heard and until it was last heard of
 */
export function takeUp(p, { events, place, performed }, elapsed, heard) {
  const last = events.at(-1)?.at_ms ?? 0;
  p.startedAt = p.clock.now() - Math.max(last, elapsed);
  p.awakeAt = p.clock.now();
  p.events = [...events];
  p.performed = performed;
  p.place = within(p.steps, place);
  p.before = "recover";
  notePaused(p, p.startedAt + Math.min(heard, Math.max(last, elapsed)));
}

/** Brings the performance up to now and waits for the next moment. @param {Performance} p */
export function wake(p) {
  const now = catchUp(p);
  speakAhead(p, now);
  while (p.pending.length > 0 && p.pending[0].at <= now) showCue(p);
  p.show();
  p.cancel();
  const next = nextMoment(p, now);
  p.cancel = next === null ? () => {} : p.clock.at(next, () => wake(p));
}

/** Everything up to this moment has happened; returns it. @param {Performance} p */
export function catchUp(p) {
  const now = p.clock.now();
  const stoodStillAt = p.awakeAt;
  p.awakeAt = now;
  if (isLeading(p) && now - stoodStillAt > p.script.asides.asleep_after_ms) pauseSince(p, stoodStillAt, now);
  while (actNow(p) !== null && p.acts[p.act].end <= now) cross(p);
  return now;
}

/** Whether somebody is being led, or is about to be. @param {Performance} p */
function isLeading(p) {
  const act = actNow(p);
  return act !== null && !["paused", "all_right", "hurt", "finished_early"].includes(act.name);
}

/**
 * The device slept while it was leading: nobody was led, so nothing counts as done, and the session is paused
 * from the last moment at which it ran.
 * @param {Performance} p @param {number} at @param {number} now
 */
function pauseSince(p, at, now) {
  p.place = placeNow(p, at);
  hush(p);
  notePaused(p, at);
  waitForThePerson(p, now, p.script.asides.paused.cues);
}

/** The place in the script, also while something is said before it. @param {Performance} p @param {number} now @returns {Place} */
export function placeNow(p, now) {
  const act = actNow(p);
  if (act !== null && act.step !== null) return { step: act.step, elapsed: now - act.start };
  return p.place;
}

/** Pauses that follow each other without going on are one. @param {Performance} p @param {number} at */
export function notePaused(p, at) {
  const last = p.events.findLast((e) => e.event === "paused" || e.event === "resumed");
  if (last?.event !== "paused") note(p, { at_ms: since(p, at), event: "paused" });
}

/**
 * A pause without an end of its own: after a while it asks, and after silence it stops.
 * @param {Performance} p @param {number} now @param {Cue[]} cues
 */
export function waitForThePerson(p, now, cues) {
  const { all_right, ask_after_ms, silence_ms } = p.script.asides;
  const wait = { duration_ms: ask_after_ms, cues };
  const ask = { duration_ms: silence_ms, cues: all_right.cues };
  layOut(p, now, [["paused", wait], ["all_right", ask]], null, (at) => end(p, at, "no_answer"));
  enter(p);
  wake(p);
}

/** From one act into the next. @param {Performance} p */
function cross(p) {
  const over = p.acts[p.act];
  const next = p.acts[p.act + 1];
  // First on, then down: what is written down as done is never where the session is taken up again.
  p.act += 1;
  if (over.step !== null) leave(p, over.step, over.end, next?.step ?? null);
  if (next === undefined) p.after(over.end);
  else enter(p);
}

/** @param {Performance} p */
export function enter(p) {
  const act = p.acts[p.act];
  const step = stepNow(p);
  const before = p.acts[p.act - 1];
  const stillHolding = step?.kind === "hold" && before?.step != null && p.steps[before.step].kind === "hold";
  if (!stillHolding) {
    p.caption = { phrase: "", word: "" };
    p.captionFrom = act.start;
  }
  if (act.name === "resume") note(p, { at_ms: since(p, act.start), event: "resumed" });
  if (step === null) return;
  if (step.kind === "move" || step.kind === "hold") p.performed = step.exercise;
  else p.told("entered");
}

/** What has happened when a step is over. @param {Performance} p @param {number} index @param {number} at @param {number | null} next */
function leave(p, index, at, next) {
  const step = p.steps[index];
  const { exercise, set, repetition } = step;
  if (exercise === null || set === null) return;
  const at_ms = since(p, at);
  if (step.kind === "rest") note(p, { at_ms, event: "rest_ended", exercise, set });
  if (repetition === null) return;
  if (step.phase === "lower") {
    const held_ms = heldMs(p.steps, index);
    note(p, { at_ms, event: "repetition_done", exercise, set, repetition, side: step.side, held_ms });
  }
  const following = next === null ? null : p.steps[next];
  const setGoesOn = following?.exercise === exercise && following.set === set && following.kind !== "rest";
  if (!setGoesOn) p.told("set_done");
}

/** Hands over every cue that is due soon, never two at once. @param {Performance} p @param {number} now */
function speakAhead(p, now) {
  for (; p.nextCue < p.cues.length && p.cues[p.nextCue].at <= now + AHEAD_MS; p.nextCue += 1) {
    const due = p.cues[p.nextCue];
    const at = Math.max(due.at, now);
    p.pending.push(due);
    const following = p.cues[p.nextCue + 1];
    const late = due.at < now;
    const wouldMeetTheNext = late && following !== undefined && following.at < at + due.cue.length_ms;
    if (now - due.at > LATE_MS || at < p.voiceFree || wouldMeetTheNext) continue;
    p.voiceFree = at + due.cue.length_ms;
    p.sound.say(due.cue, at);
  }
}

/** A single word in a step that has a phrase already (a count) is shown beside the phrase. @param {Performance} p */
function showCue(p) {
  const { at, cue } = /** @type {import("./types.d.ts").DueCue} */ (p.pending.shift());
  if (cue.say === "" || at < p.captionFrom) return;
  const count = !cue.say.includes(" ") && p.caption.phrase !== "";
  p.caption = count ? { ...p.caption, word: cue.say } : { phrase: cue.say, word: "" };
}

/** @param {Performance} p @param {number} now @returns {number | null} */
function nextMoment(p, now) {
  const act = actNow(p);
  if (act === null) return null;
  const seconds = Math.ceil((act.end - now) / 1000);
  const moments = [act.end - (seconds - 1) * 1000];
  if (p.nextCue < p.cues.length) moments.push(p.cues[p.nextCue].at - AHEAD_MS);
  if (p.pending.length > 0) moments.push(p.pending[0].at);
  return Math.min(...moments);
}

/** The performance is over. @param {Performance} p @param {number} at @param {Ending} because */
export function end(p, at, because) {
  p.ended = because;
  p.acts = [];
  p.cues = [];
  const at_ms = since(p, at);
  note(p, because === "finished" ? { at_ms, event: "finished" } : { at_ms, event: "stopped", because });
  p.told("ended");
  if (because === "finished") p.told("leave");
}
