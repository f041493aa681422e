/** The session record of a performance, as the server wants it. */

import { painEvents } from "./hurt.js";

/** @typedef {import("./types.d.ts").Performance} Performance */
/** @typedef {import("./types.d.ts").SessionRecord} SessionRecord */

/** `crypto.randomUUID` exists in secure contexts only; a home network may not be one. */
export function newId() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  const hex = Array.from(b, (n) => n.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** ISO 8601 in local time with its offset, to the second. @param {Date} date */
export function localInstant(date) {
  const two = (/** @type {number} */ n) => String(Math.trunc(Math.abs(n))).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  const offset = -date.getTimezoneOffset();
  return `${day}T${time}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
}

/**
 * With a pain not yet saved the draft already carries it.
 * @param {Performance} p @param {string} id @param {string} startedAt @param {number} now @returns {SessionRecord}
 */
export function recordOf(p, id, startedAt, now) {
  return {
    record: 1,
    id,
    programme: p.script.programme,
    edition: p.script.edition,
    script: p.script.id,
    started_at: startedAt,
    events: p.ended === null ? [...p.events, ...painEvents(p, now)] : p.events,
  };
}
