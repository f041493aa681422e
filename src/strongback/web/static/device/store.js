/**
 * What this device keeps until the server has acknowledged it: sittings, and the scripts they perform. In IndexedDB, so that
 * it outlives a reload, a crash and an empty battery, and so that the service worker can read it too.
 */

import { openDB } from "../vendor/idb/index.js";

/** @typedef {import("./types.d.ts").Sitting} Sitting */
/** @typedef {import("./types.d.ts").KeptScript} KeptScript */
/** @typedef {import("./types.d.ts").Shelves} Shelves */
/** @typedef {import("../vendor/idb/index.d.ts").IDBPDatabase<Shelves>} Store */

const NAME = "strongback";
/** `strict`: on the disk, not only on its way there, when the promise is kept. */
const STRICT = /** @type {const} */ ({ durability: "strict" });

/** @returns {Promise<Store>} rejected where the browser keeps nothing, as in some private windows */
export function openStore() {
  return openDB(NAME, 1, {
    upgrade(store) {
      store.createObjectStore("sittings", { keyPath: "id" });
      store.createObjectStore("scripts", { keyPath: "id" });
    },
    // Another tab with a newer version must not wait for this one.
    blocking: (_old, _new, event) => /** @type {IDBDatabase} */ (event.target).close(),
  });
}

/**
 * Keep the newest word of a sitting; with its first word also its script, so that it can go on without the server.
 * @param {Store} store @param {Sitting} sitting @param {KeptScript} [script]
 */
export async function keep(store, sitting, script) {
  const writing = store.transaction(["sittings", "scripts"], "readwrite", STRICT);
  const puts = [writing.objectStore("sittings").put(sitting)];
  if (script !== undefined) puts.push(writing.objectStore("scripts").put(script));
  // Without this a page that goes away at this moment takes the last fact with it.
  writing.commit();
  await Promise.all([...puts, writing.done]);
}

/** @param {Store} store @param {string} id @returns {Promise<KeptScript | undefined>} */
export const scriptOf = (store, id) => store.get("scripts", id);

/** @param {Store} store @param {string} id @returns {Promise<Sitting | undefined>} */
export const sittingOf = (store, id) => store.get("sittings", id.toLowerCase());

/** What is kept of a person, or of everybody, the oldest first. @param {Store} store @param {string} [person] @returns {Promise<Sitting[]>} */
export async function sittings(store, person) {
  const all = await store.getAll("sittings");
  return all.filter((one) => person === undefined || one.person === person).sort((a, b) => a.began - b.began);
}

/**
 * The server has this word of the sitting. What is over goes, unless a newer word was kept meanwhile.
 * @param {Store} store @param {Sitting} sent
 */
export async function acknowledged(store, sent) {
  const writing = store.transaction("sittings", "readwrite", STRICT);
  const kept = await writing.store.get(sent.id);
  if (kept !== undefined && sameWord(kept, sent)) {
    if (sent.state === "going") await writing.store.put({ ...kept, sent: true, refused: "" });
    else await writing.store.delete(sent.id);
  }
  await writing.done;
  await dropScripts(store);
}

/** The server does not take it, and says why. It is kept. @param {Store} store @param {Sitting} sent @param {string} why */
export async function refused(store, sent, why) {
  const writing = store.transaction("sittings", "readwrite", STRICT);
  const kept = await writing.store.get(sent.id);
  if (kept !== undefined && sameWord(kept, sent)) await writing.store.put({ ...kept, refused: why });
  await writing.done;
}

/** It goes from this device, because the person says so. @param {Store} store @param {Sitting} sitting */
export async function forget(store, sitting) {
  await store.delete("sittings", sitting.id);
  await dropScripts(store);
}

/** Scripts that no sitting performs any more go. @param {Store} store */
async function dropScripts(store) {
  const writing = store.transaction(["sittings", "scripts"], "readwrite");
  const used = new Set((await writing.objectStore("sittings").getAll()).map((one) => one.record.script));
  for (const id of await writing.objectStore("scripts").getAllKeys())
    if (!used.has(id)) await writing.objectStore("scripts").delete(id);
  await writing.done;
}

/** Facts are only added, but for a pain that was pressed by mistake. @param {Sitting} a @param {Sitting} b */
const sameWord = (a, b) => a.state === b.state && JSON.stringify(a.record) === JSON.stringify(b.record);
