/** Looks at what earlier visits left on this device: ends what is lost or hurt, and finds what may be taken up again. */

import { isElsewhere } from "./one.js";
import { didHurt, ended, isLost } from "./sitting.js";
import { keep, openStore, sittings } from "./store.js";

/** @typedef {import("./types.d.ts").Sitting} Sitting */
/** @typedef {import("./store.js").Store} Store */
/**
 * `going`: may be taken up by this person; `left`: over, and not acknowledged yet; `elsewhere`: another window performs;
 * `settled`: a session of this person was ended just now.
 * @typedef {{store: Store | null, going: Sitting | null, left: Sitting[], elsewhere: boolean, settled: boolean}} Left
 */

/**
 * @param {string} person @param {number} now milliseconds since 1970
 * @returns {Promise<Left>}
 */
export async function lookBack(person, now) {
  const elsewhere = await isElsewhere();
  const store = await openStore().catch(() => null);
  const all = store === null ? [] : await sittings(store).catch(() => []);
  // What another window performs is not ours to end.
  if (elsewhere || store === null)
    return { store, going: null, left: all.filter((one) => one.state !== "going"), elsewhere, settled: false };
  // Of two that were broken off the later one may go on; the earlier is lost.
  const last = all.findLast((one) => one.person === person && mayGoOn(one, now));
  const found = await Promise.all(
    all.map((one) => {
      const left = one.state === "going" && one !== last && (one.person === person || !mayGoOn(one, now));
      return left ? end(store, one) : one;
    }),
  );
  const settled = found.some((one, i) => one.person === person && one !== all[i]);
  return { store, going: last ?? null, left: found.filter((one) => one.state !== "going"), elsewhere, settled };
}

/** @param {Sitting} sitting @param {number} now */
const mayGoOn = (sitting, now) =>
  sitting.state === "going" && !isLost(sitting, now) && !didHurt(sitting.record.events);

/** @param {Store} store @param {Sitting} sitting */
async function end(store, sitting) {
  const over = ended(sitting, "lost");
  await keep(store, over).catch(() => {});
  return over;
}
