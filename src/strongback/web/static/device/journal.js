/**
 * Writes a session down while it is performed: every fact before the next cue, and the place where it stands. Where the
 * device cannot write, the server is told of every fact at once instead.
 */

import { placeNow } from "../player/performance.js";
import { localInstant, newId, recordOf } from "../player/record.js";
import { didHurt, isWhole, repetitionsIn, stateOf } from "./sitting.js";
import { keep } from "./store.js";

/** @typedef {import("./types.d.ts").Sitting} Sitting */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("../player/types.d.ts").Performance} Performance */
/** @typedef {import("../player/types.d.ts").PageData} PageData */

/** A device whose clock is this far from the server's is wrong; less is the way the page took. */
const WRONG_CLOCK_MS = 60_000;

/**
 * @param {PageData} data
 * @param {{store: Store | null, going: Sitting | null, wall: () => number, unkept: (sitting: Sitting) => void}} hands
 *   `going`: what is taken up again; `wall`: milliseconds since 1970; `unkept`: the device could not write this
 */
export function createJournal(data, { store, going, wall, unkept }) {
  const id = going?.id ?? newId();
  // A page made on the server says what time it is there: a wrong clock here must not put pain before its consultation.
  const off = data.now === undefined ? 0 : data.now - wall();
  const skew = Math.abs(off) > WRONG_CLOCK_MS ? off : 0;
  let began = going?.began ?? 0;
  let startedAt = going?.record.started_at ?? "";
  let scriptKept = false;

  /** @param {Performance} p @returns {Sitting} */
  function sittingOf(p) {
    const now = p.clock.now();
    if (startedAt === "") {
      began = wall() - (now - p.startedAt);
      startedAt = localInstant(new Date(began + skew));
    }
    const record = recordOf(p, id, startedAt, now);
    return {
      id,
      person: data.person,
      record,
      state: stateOf(record.events),
      began,
      at: wall(),
      lost_after_ms: data.lost_after_ms,
      place: placeNow(p, now),
      performed: p.performed,
      repetitions: repetitionsIn(record.events),
      hurt: didHurt(record.events),
      whole: isWhole(p.script, record.events),
      shortened: going?.shortened ?? data.shortened ?? false,
      draft: data.draft,
      complete: data.record,
      films: data.films,
      sent: false,
      refused: "",
    };
  }

  return {
    id,
    sittingOf,
    /** @param {Performance} p @returns {Promise<void>} when it is on the disk, or could not be put there */
    async write(p) {
      const sitting = sittingOf(p);
      if (store === null) return unkept(sitting);
      const script = scriptKept ? undefined : p.script;
      scriptKept = true;
      try {
        await keep(store, sitting, script);
      } catch {
        scriptKept = false;
        unkept(sitting);
      }
    },
  };
}
