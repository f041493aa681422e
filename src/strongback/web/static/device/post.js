/**
 * Sends what is kept until the server has acknowledged it. Every letter may be sent twice, late or in any order: the server
 * counts it once. What it acknowledges goes from the device; what it refuses stays.
 */

import { acknowledged, forget, refused } from "./store.js";

/** @typedef {import("./types.d.ts").Sitting} Sitting */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {"sending" | "saved" | "waiting" | "refused" | "gone"} SendState */

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
const HANGING_MS = 8000;

/** Whether asking again could help; after 401 it does once the device is connected again. @param {number} status */
const passing = (status) => status === 0 || status >= 500 || [401, 408, 429].includes(status);

/** The person was erased: what this device still holds of them goes too. */
const GONE = 410;

/** Complete records go to the history, everything else is a draft still. @param {Sitting} sitting */
const addressOf = (sitting) => (sitting.state === "complete" ? sitting.complete : sitting.draft);

/**
 * Sends one word of a sitting once.
 * @param {Window["fetch"]} fetch @param {Sitting} sitting @param {boolean} [leaving] in a way that outlives the page
 * @returns {Promise<{status: number, said: string}>} status 0 when no answer came
 */
export async function sendOnce(fetch, sitting, leaving = false) {
  try {
    const answer = await fetch(addressOf(sitting), {
      method: "POST",
      body: JSON.stringify(sitting.record),
      headers: { "Content-Type": "application/json" },
      credentials: "same-origin",
      keepalive: leaving,
      // A request that hangs must not keep the next one, which may say that it hurts, from going.
      signal: leaving ? undefined : AbortSignal.timeout(HANGING_MS),
    });
    return { status: answer.status, said: answer.ok ? "" : (await answer.text().catch(() => "")).slice(0, 500) };
  } catch {
    return { status: 0, said: "" };
  }
}

/**
 * Sends one word and notes on the device what came of it.
 * @param {Window["fetch"]} fetch @param {Store | null} store @param {Sitting} sitting @param {boolean} [leaving]
 * @returns {Promise<SendState>}
 */
export async function deliver(fetch, store, sitting, leaving = false) {
  const { status, said } = await sendOnce(fetch, sitting, leaving);
  if (passing(status)) return "waiting";
  if (status === GONE) {
    if (store !== null) await forget(store, sitting).catch(() => {});
    return "gone";
  }
  const taken = status < 300;
  // A device that cannot write any more has still sent it.
  if (store !== null) await (taken ? acknowledged(store, sitting) : refused(store, sitting, said)).catch(() => {});
  return taken ? "saved" : "refused";
}

/**
 * Sends the newest word of one sitting again and again until it is acknowledged.
 * @param {{fetch: Window["fetch"], store: () => Store | null, later: (run: () => void, ms: number) => void,
 *   told: (state: SendState, sitting: Sitting) => void}} hands
 */
export function createPost({ fetch, store, later, told }) {
  /** @type {Sitting | null} */
  let newest = null;
  let busy = false;
  let wait = FIRST_WAIT_MS;

  async function work() {
    if (busy || newest === null) return;
    busy = true;
    const sitting = newest;
    told("sending", sitting);
    const state = await deliver(fetch, store(), sitting);
    busy = false;
    if (state === "waiting") {
      told("waiting", sitting);
      later(work, wait);
      wait = Math.min(2 * wait, LONGEST_WAIT_MS);
      return;
    }
    wait = FIRST_WAIT_MS;
    if (newest !== sitting) return void work();
    newest = null;
    told(state, sitting);
  }

  return {
    /** @param {Sitting} sitting */
    send(sitting) {
      newest = sitting;
      void work();
    },
    /** As the page goes away: once, in a way that outlives it. @param {Sitting} sitting */
    sendLeaving(sitting) {
      void deliver(fetch, store(), sitting, true);
    },
    /** The network is back: do not wait for the next try. */
    hurry() {
      wait = FIRST_WAIT_MS;
      void work();
    },
  };
}
