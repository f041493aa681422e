/** A session as this device keeps it: made from a performance, ended where it broke off. Pure. */

/** @typedef {import("./types.d.ts").Sitting} Sitting */
/** @typedef {import("../player/types.d.ts").Script} Script */
/** @typedef {Sitting["record"]["events"][number]} KeptEvent */

/** @param {KeptEvent[]} events */
export const isOver = (events) => events.some((e) => e.event === "stopped" || e.event === "finished");

/** @param {KeptEvent[]} events */
export const didHurt = (events) => events.some((e) => e.event === "pain_reported" || e.event === "red_flag");

/** @param {KeptEvent[]} events */
export const repetitionsIn = (events) => events.filter((e) => e.event === "repetition_done").length;

/** Whether every repetition of the script was done. @param {Script} script @param {KeptEvent[]} events */
export function isWhole(script, events) {
  const asked = script.steps.filter((s) => s.phase === "lower").length;
  return repetitionsIn(events) === asked;
}

/** The questions of After belong to what ended well or by choice. @param {KeptEvent[]} events @returns {Sitting["state"]} */
export function stateOf(events) {
  const end = events.find((e) => e.event === "stopped" || e.event === "finished");
  if (end === undefined) return "going";
  return end.event === "finished" || end.because === "chosen" ? "rate" : "complete";
}

/**
 * Whether nothing was heard of it for so long that it is lost.
 * @param {Pick<Sitting, "state" | "at" | "lost_after_ms">} sitting @param {number} now
 */
export const isLost = (sitting, now) => sitting.state === "going" && now - sitting.at > sitting.lost_after_ms;

/**
 * The sitting with its end, at its last event: pain and red flags weigh more than any other reason.
 * @param {Sitting} sitting @param {"lost" | "chosen"} because @returns {Sitting}
 */
export function ended(sitting, because) {
  const { events } = sitting.record;
  if (isOver(events)) return sitting;
  const why = events.some((e) => e.event === "red_flag") ? "red_flag" : didHurt(events) ? "pain" : because;
  const stopped = /** @type {KeptEvent} */ ({ at_ms: events.at(-1)?.at_ms ?? 0, event: "stopped", because: why });
  const record = { ...sitting.record, events: [...events, stopped] };
  return { ...sitting, record, state: stateOf(record.events), sent: false };
}
