/** The answers of After as events, as the server would write them. Pure. */

/** @typedef {import("./types.d.ts").Sitting} Sitting */
/** @typedef {import("./types.d.ts").Answer} Answer */
/** @typedef {Extract<Sitting["record"]["events"][number], {event: "repetition_done"}>} Done */
/** @typedef {{all_done: string, missed: string, effort: string, two_more: string}} Said an empty text is silence */

/** The repetitions done, by exercise, in the order of doing. @param {Sitting["record"]["events"]} events */
export function doneIn(events) {
  /** @type {Map<string, Done[]>} */
  const found = new Map();
  for (const event of events)
    if (event.event === "repetition_done") found.set(event.exercise, [...(found.get(event.exercise) ?? []), event]);
  return found;
}

/**
 * What was said about one exercise: missed repetitions are taken from the end, one where no number was given; silence rates
 * nothing.
 * @param {string} exercise @param {Done[]} done @param {Said} said @param {number} at_ms @returns {Answer[]}
 */
export function answersOf(exercise, done, said, at_ms) {
  /** @type {Answer[]} */
  const events = [];
  if (said.all_done === "no")
    for (const { set, repetition, side } of done.slice(-Math.max(1, Number(said.missed) || 1)))
      events.push({ at_ms, event: "repetition_missed", exercise, set, repetition, side });
  const effort = said.effort === "" ? null : Number(said.effort);
  const two_more = said.two_more === "" ? null : said.two_more === "yes";
  if (effort !== null || two_more !== null) events.push({ at_ms, event: "rated", exercise, effort, two_more });
  return events;
}

/**
 * The sitting with its answers, complete.
 * @param {Sitting} sitting @param {(at_ms: number) => Answer[]} answers @param {number} now milliseconds since 1970 @returns {Sitting}
 */
export function answered(sitting, answers, now) {
  const last = sitting.record.events.at(-1)?.at_ms ?? 0;
  const at = Math.max(last, Math.min(Math.round(now - sitting.began), LONGEST_MS));
  const events = [...sitting.record.events, ...answers(at)];
  return { ...sitting, record: { ...sitting.record, events }, state: "complete", sent: false };
}

/** A record spans a day at most. */
const LONGEST_MS = 86_400_000;
