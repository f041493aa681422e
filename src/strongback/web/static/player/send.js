/**
 * Sends records until the server has acknowledged them, and keeps them on the device until then.
 * One address, one record at a time: the newest draft replaces one that still waits.
 */

/** @typedef {import("./types.d.ts").SessionRecord} SessionRecord */
/** @typedef {"sending" | "saved" | "waiting" | "refused"} SendState */
/** @typedef {{url: string, body: string}} Letter */
/**
 * @typedef {object} SendHands
 * @property {string} csrf
 * @property {typeof fetch} fetch
 * @property {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} store
 * @property {(run: () => void, ms: number) => void} later
 * @property {(state: SendState) => void} told
 */

const KEY = "strongback.record.";
const FIRST_WAIT_MS = 1000;
const HANGING_MS = 8000;
const LONGEST_WAIT_MS = 30_000;

/** Whether asking again could help. @param {number} status */
const passing = (status) => status >= 500 || status === 408 || status === 429;

/** @param {SendHands} hands */
export function createSender({ csrf, fetch, store, later, told }) {
  /** @type {Letter | null} */
  let waiting = null;
  let busy = false;
  let wait = FIRST_WAIT_MS;

  /** @param {Letter} letter @param {boolean} [leaving] */
  const post = (letter, leaving = false) =>
    fetch(letter.url, {
      method: "POST",
      body: letter.body,
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
      credentials: "same-origin",
      keepalive: leaving,
      // A request that hangs must not keep the next one, which may say that it hurts, from going.
      signal: leaving ? undefined : AbortSignal.timeout(HANGING_MS),
    });

  /** @param {string} key @param {Letter} letter */
  function keep(key, letter) {
    try {
      store.setItem(key, JSON.stringify(letter));
    } catch {
      // A full or forbidden store: the letter still waits in memory.
    }
  }

  /** @param {string} key @param {Letter} letter */
  function forget(key, letter) {
    if (store.getItem(key) === JSON.stringify(letter)) store.removeItem(key);
  }

  /** @param {string} key @param {Letter} letter @param {() => void} hurt */
  function delivered(key, letter, hurt) {
    forget(key, letter);
    if (letter.body.includes('"pain_reported"')) hurt();
  }

  async function work() {
    if (busy || waiting === null) return;
    busy = true;
    const letter = waiting;
    told("sending");
    const status = await post(letter).then((answer) => answer.status, () => 0);
    busy = false;
    if (status > 0 && !passing(status)) {
      settled(letter, status < 300);
      return;
    }
    told("waiting");
    later(work, wait);
    wait = Math.min(2 * wait, LONGEST_WAIT_MS);
  }

  /** @param {Letter} letter @param {boolean} taken */
  function settled(letter, taken) {
    wait = FIRST_WAIT_MS;
    if (taken) forget(KEY + JSON.parse(letter.body).id, letter);
    const isNewest = waiting === letter;
    if (isNewest) waiting = null;
    if (isNewest) told(taken ? "saved" : "refused");
    else void work();
  }

  return {
    /** @param {string} url @param {SessionRecord} record */
    send(url, record) {
      waiting = { url, body: JSON.stringify(record) };
      keep(KEY + record.id, waiting);
      void work();
    },
    /** As the page goes away: once, in a way that outlives it. @param {string} url @param {SessionRecord} record */
    sendLeaving(url, record) {
      const letter = { url, body: JSON.stringify(record) };
      keep(KEY + record.id, letter);
      post(letter, true).then((answer) => answer.ok && forget(KEY + record.id, letter), () => {});
    },
    /**
     * What an earlier visit could not send. `hurt` is called when a pain came through only now.
     * @param {string} ownId @param {() => void} hurt
     */
    sendLeftOver(ownId, hurt) {
      const keys = Array.from({ length: store.length }, (_, i) => store.key(i) ?? "");
      for (const key of keys.filter((k) => k.startsWith(KEY) && k !== KEY + ownId)) {
        const letter = letterIn(store.getItem(key));
        if (letter === null) {
          store.removeItem(key);
          continue;
        }
        // What was refused once is kept: it may still be asked for.
        post(letter).then((answer) => answer.ok && delivered(key, letter, hurt), () => {});
      }
    },
  };
}

/** What stands in the storage, null where it is no letter. @param {string | null} text @returns {Letter | null} */
function letterIn(text) {
  try {
    const letter = JSON.parse(text ?? "null");
    return typeof letter?.url === "string" && typeof letter.body === "string" ? letter : null;
  } catch {
    return null;
  }
}
