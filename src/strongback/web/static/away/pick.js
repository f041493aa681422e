/**
 * Which of the pages planned ahead is shown now. Pure: every limit and every plan was handed over by the server, and what is
 * compared with them is the day and what this device has kept. Where two readings are possible the more careful one is taken.
 */

import { isLost } from "../device/sitting.js";

/** @typedef {import("./types.d.ts").Ahead} Ahead */
/** @typedef {import("./types.d.ts").Kept} Kept */
/** @typedef {import("./types.d.ts").Planned} Planned */
/** @typedef {import("./types.d.ts").Told} Told */

const DAY_MS = 86_400_000;

/** @param {Kept} sitting */
const dayOf = (sitting) => sitting.record.started_at.slice(0, 10);

/** @param {string} from @param {string} to */
const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/**
 * @param {Ahead} ahead @param {Kept[]} kept the sessions of this person on this device
 * @param {{day: string, now: number}} clock the device's local day, and milliseconds since 1970
 * @returns {Planned | Told} a plan, or why there is none now
 */
export function pick(ahead, kept, clock) {
  const fresh = kept.filter((one) => !one.sent || !ahead.known.includes(one.id));
  if (fresh.some((one) => one.hurt)) return "hurt";
  if (!ahead.cleared) return "waits";
  // A clock that is behind must neither hide today's session nor shorten an absence.
  const behind = clock.day < ahead.today.on;
  const day = behind ? ahead.today.on : clock.day;
  const done = fresh.filter((one) => one.repetitions > 0).map((one) => ({ ...one, day: behind && dayOf(one) === clock.day ? day : dayOf(one) }));
  // What is not over may be taken up again, however full the day is.
  const going = kept.some((one) => one.state === "going" && !isLost(one, clock.now));
  const full = going ? null : fullOn(ahead, [...ahead.days, ...daysUsed(ahead, done)], day);
  return full ?? planOn(ahead, done, day);
}

/** @param {Ahead} ahead @param {string[]} used @param {string} day @returns {"done" | "week" | null} */
function fullOn({ limits }, used, day) {
  if (used.filter((one) => one === day).length >= limits.a_day) return "done";
  const week = used.filter((one) => one <= day && daysBetween(one, day) < limits.week_days);
  return week.length >= limits.most ? "week" : null;
}

/**
 * The days of the sessions that count as the session of their day: not of one that was left early, by choice or lost, unless
 * enough was done on that day.
 * @param {Ahead} ahead @param {(Kept & {day: string})[]} done
 */
function daysUsed(ahead, done) {
  const tried = new Map([[ahead.today.on, ahead.today.tried]]);
  return done
    .toSorted((a, b) => (a.record.started_at < b.record.started_at ? -1 : 1))
    .filter((one) => {
      const sofar = (tried.get(one.day) ?? 0) + one.repetitions;
      tried.set(one.day, sofar);
      return !leftEarly(one) || sofar >= ahead.limits.uses_the_day_from;
    })
    .map((one) => one.day);
}

/** @param {Kept} sitting */
function leftEarly({ record }) {
  const end = record.events.find((e) => e.event === "stopped" || e.event === "finished");
  return end === undefined || (end.event === "stopped" && (end.because === "chosen" || end.because === "lost"));
}

/**
 * The plan of the part of an absence that this day is in, and never one above what was performed here since.
 * @param {Ahead} ahead @param {(Kept & {day: string})[]} done @param {string} day @returns {Planned | "connect"}
 */
function planOn(ahead, done, day) {
  if (done.length === 0 && day === ahead.today.on) return ahead.today;
  // One with something left out does not end the absence of what was left out.
  const wholes = done.filter((one) => one.whole && !one.shortened).map((one) => one.day);
  const last = wholes.reduce((/** @type {string | null} */ a, b) => (a === null || a < b ? b : a), ahead.last);
  const performed = Math.max(0, ...done.map((one) => partOf(ahead, one)));
  const part = partOn(ahead, last, day);
  const longest = ahead.plans.length - 1;
  if (part > 0 && part === longest && performed === longest) return "connect";
  return ahead.plans[Math.min(longest, performed + part)];
}

/** Which part of an absence a session was planned for. @param {Ahead} ahead @param {Kept & {day: string}} one */
function partOf(ahead, one) {
  const known = ahead.plans.findIndex((plan) => plan.script === one.record.script);
  return known >= 0 ? known : partOn(ahead, ahead.last, one.day);
}

/** @param {Ahead} ahead @param {string | null} last @param {string} day */
function partOn(ahead, last, day) {
  if (last === null) return 0;
  return Math.max(0, ahead.plans.findLastIndex((plan) => daysBetween(last, day) >= plan.from_days));
}

/**
 * Where the page lies that stands in for the one that was asked for; null when none was planned ahead.
 * @param {Ahead} ahead @param {Planned | Told} picked @param {{pathname: string, search: string}} url that was asked for
 */
export function pageFor(ahead, picked, { pathname, search }) {
  const asked = pathname.slice(`/people/${ahead.person}/`.length);
  if (asked.startsWith("after/")) return ahead.pages.after;
  if (asked === "" || asked === "session/") {
    if (typeof picked === "string") return ahead.pages[picked];
    // A wish for a shorter session cannot be met: Today shows what there is instead.
    return asked === "session/" && search === "" ? picked.session : picked.page;
  }
  return ahead.copies.includes(pathname) ? pathname : null;
}
