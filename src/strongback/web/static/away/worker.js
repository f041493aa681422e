/**
 * The service worker: files of a version from what is kept, pages from the server, and where it does not answer the page that
 * was planned ahead. It keeps nothing by itself but what `shelf.js` says, and decides nothing but what `pick.js` compares.
 */

import { isElsewhere } from "../device/one.js";
import { didHurt, repetitionsIn, stateOf } from "../device/sitting.js";
import { openStore, sittings } from "../device/store.js";
import { pageFor, pick } from "./pick.js";
import { dropOldVersions, forGood, heardIn, keepVersion, keptPersons, newestKit, noteHeard, refreshKit, versionName } from "./shelf.js";

/** @typedef {import("./types.d.ts").Kept} Kept */
/** @typedef {import("./types.d.ts").Own} Own */
/** @typedef {import("./types.d.ts").Scope} Scope */
/** @typedef {import("./types.d.ts").Fetched} Fetched */

/** A server that hangs must not be a white page; a slow one still gets its time where nothing is kept. */
const PATIENCE_MS = 3000;
const LAST_PATIENCE_MS = 20_000;
/** What a door in front of the server says when there is nobody behind it. */
const NOBODY_THERE = [502, 503, 504];
const FOR_GOOD = /^\/(static|figures|people\/[^/]+\/script)\//;
const LETTER = /\/(draft|record)\/$/;

/** @param {Scope} scope @param {Own} own */
export function serve(scope, own) {
  scope.addEventListener("install", (event) => event.waitUntil(keepVersion(own).then(() => takeOver(scope))));
  scope.addEventListener("activate", (event) => event.waitUntil(dropOldVersions(own)));
  scope.addEventListener("message", (event) => {
    const asked = event.data;
    if ("take_over" in asked) event.waitUntil(takeOver(scope));
    else if ("keep_up" in asked) event.waitUntil(keepUp(own));
    else event.waitUntil(keepFor(own, asked.keep).then((kept) => kept && event.source.postMessage({ kept: asked.keep })));
  });
  scope.addEventListener("fetch", (event) => {
    const url = new URL(event.request.url);
    if (url.origin !== scope.location.origin) return;
    if (event.request.method === "POST") posted(own, event, url);
    else if (event.request.method !== "GET") return;
    else if (FOR_GOOD.test(url.pathname)) event.respondWith(forGood(event.request.url));
    else if (event.request.mode === "navigate") event.respondWith(page(own, event.request, url));
    else if (url.pathname === own.manifest) event.respondWith(fetch(event.request).catch(() => ownPage(own, own.manifest)));
  });
}

/** A new version never comes in the middle of a session. @param {Scope} scope */
async function takeOver(scope) {
  if (!(await isElsewhere())) await scope.skipWaiting();
}

/** @param {Own} own @param {string} person */
async function keepFor(own, person) {
  const came = await refreshKit(own, person);
  await dropOldVersions(own);
  return came === "kept";
}

/** Brings what is kept of everybody up to date, and lets go of who is not there any more. @param {Own} own */
async function keepUp(own) {
  for (const person of await keptPersons()) await refreshKit(own, person);
  await dropOldVersions(own);
}

/** The person whose page an address is. @param {URL} url */
const personIn = (url) => /^\/people\/([0-9a-f-]{36})\//.exec(url.pathname)?.[1];

/** @param {Own} own @param {Request} request @param {URL} url */
async function page(own, request, url) {
  const online = fetch(request).then((answer) => (NOBODY_THERE.includes(answer.status) ? null : answer), () => null);
  return (
    (await inTime(online, PATIENCE_MS)) ??
    (await keptPage(url).catch(() => null)) ??
    (await inTime(online, LAST_PATIENCE_MS)) ??
    ownPage(own, own.offline)
  );
}

/** @template T @param {Promise<T | null>} answer @param {number} ms @returns {Promise<T | null>} null when it does not come in time */
const inTime = (answer, ms) => Promise.race([answer, new Promise((/** @type {(late: null) => void} */ done) => setTimeout(done, ms, null))]);

/** @param {Own} own @param {string} url */
const ownPage = async (own, url) => (await caches.match(url, { cacheName: versionName(own.version) })) ?? Response.error();

/** What was planned ahead for this address; null where nothing was. @param {URL} url @returns {Promise<Response | null>} */
async function keptPage(url) {
  const person = personIn(url);
  if (person === undefined && url.pathname !== "/") return null;
  const kit = await newestKit(person);
  if (kit === null) return null;
  const { ahead, name } = kit;
  let where = /** @type {string | null} */ (url.pathname);
  if (person !== undefined) {
    const picked = await keptOf(kit, person).then((kept) => pick(ahead, kept, { day: localDay(new Date()), now: Date.now() }), () => "connect");
    where = pageFor(ahead, /** @type {ReturnType<typeof pick>} */ (picked), url);
  }
  return where === null ? null : ((await caches.match(where, { cacheName: name, ignoreVary: true })) ?? null);
}

/**
 * The sessions of a person on this device. Where they cannot be read the caller must not go on as if there were none.
 * @param {import("./shelf.js").Kit} kit @param {string} person @returns {Promise<Kept[]>}
 */
async function keptOf(kit, person) {
  const store = await openStore();
  const here = await sittings(store, person).finally(() => store.close());
  const heard = (await heardIn(kit)).filter((one) => here.every((other) => other.id !== one.id));
  return [...here, ...heard];
}

/** @param {Date} date */
function localDay(date) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/**
 * Whatever was written may have changed what comes next. A form that cannot be sent gets a page that says so.
 * @param {Own} own @param {Fetched} event @param {URL} url
 */
function posted(own, event, url) {
  const letter = LETTER.test(url.pathname) ? event.request.clone() : null;
  const answer = fetch(event.request);
  event.respondWith(event.request.mode === "navigate" ? answer.catch(() => ownPage(own, own.offline)) : answer);
  event.waitUntil(answer.then((got) => (got.ok || got.type === "opaqueredirect" ? written(own, url, letter) : undefined), () => undefined));
}

/** @param {Own} own @param {URL} url @param {Request | null} letter */
async function written(own, url, letter) {
  const person = personIn(url);
  if (person === undefined) return;
  if (letter !== null) {
    const one = asHeard(await letter.json());
    if (one.state === "going") return; // the device itself still keeps it
    await noteHeard(person, one);
  }
  await refreshKit(own, person);
}

/** A session that the server has acknowledged, as far as it matters here. @param {import("../device/types.d.ts").Sitting["record"]} record @returns {Kept} */
function asHeard(record) {
  const { id, script, started_at, events } = record;
  return {
    id: id.toLowerCase(),
    record: { script, started_at, events },
    state: stateOf(events),
    at: 0,
    lost_after_ms: 0,
    repetitions: repetitionsIn(events),
    hurt: didHurt(events),
    whole: false, // not known any more, and the careful answer
    sent: true,
  };
}
