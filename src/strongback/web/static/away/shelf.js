/**
 * What the device keeps of the app in the browser's caches: one for the files of each version, and for each person one kit,
 * everything that was planned ahead. A kit is kept whole or not at all: what makes it one, `ahead.json`, is put there last.
 */

/** @typedef {import("./types.d.ts").Ahead} Ahead */
/** @typedef {import("./types.d.ts").Kept} Kept */
/** @typedef {import("./types.d.ts").Own} Own */
/** @typedef {{name: string, ahead: Ahead}} Kit */

/** Pages hold a lock of the same name for as long as they are open. @param {string} version */
export const versionName = (version) => `strongback-${version}`;
/** @param {string} person */
const kitsOf = (person) => `ahead ${person} `;
/** @param {Ahead} ahead */
const kitName = (ahead) => `${kitsOf(ahead.person)}${ahead.version} ${ahead.kit}`;
/** @param {string} person */
const aheadOf = (person) => `/people/${person}/away/ahead.json`;
/** @param {string} person @param {string} [id] */
const heardOf = (person, id = "") => `/people/${person}/away/heard/${id}`;

const AT_ONCE = 3;
const SHAPE = 1;

/** Keeps every file of a version, or none. @param {Own} own */
export async function keepVersion(own) {
  const name = versionName(own.version);
  const shelf = await caches.open(name);
  try {
    await some(own.files, (url) => putForGood(shelf, url));
    await some([own.offline, own.manifest], async (url) => {
      const answer = await fetch(url, { cache: "no-store" });
      // The server may have become another version meanwhile.
      if (!answer.ok || !(await answer.clone().text()).includes(`/static/${own.version}/`)) throw new Error("another version");
      await shelf.put(url, answer);
    });
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
}

/** Lets go of versions that no page and no kit is made of any more. @param {Own} own */
export async function dropOldVersions(own) {
  const held = new Set(((await navigator.locks.query()).held ?? []).map((lock) => lock.name));
  const names = await caches.keys();
  const inKits = names.filter((name) => name.startsWith("ahead ")).map((name) => versionName(name.split(" ")[2]));
  const used = new Set([versionName(own.version), ...inKits]);
  const old = names.filter((name) => name.startsWith(versionName("")) && !used.has(name) && !held.has(name));
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** Everybody of whom something is kept. @returns {Promise<string[]>} */
export async function keptPersons() {
  const kits = (await caches.keys()).filter((name) => name.startsWith("ahead "));
  return [...new Set(kits.map((name) => name.split(" ")[1]))];
}

/** The newest whole kit of a person, or of anybody. @param {string} [person] @returns {Promise<Kit | null>} */
export async function newestKit(person) {
  const prefix = person === undefined ? "ahead " : kitsOf(person);
  /** @type {Kit[]} */
  const found = [];
  for (const name of (await caches.keys()).filter((each) => each.startsWith(prefix))) {
    const answer = await caches.match(aheadOf(name.split(" ")[1]), { cacheName: name });
    const ahead = await answer?.json();
    if (ahead?.ahead === SHAPE) found.push({ name, ahead });
  }
  return found.sort((a, b) => Date.parse(b.ahead.made_at) - Date.parse(a.ahead.made_at))[0] ?? null;
}

/**
 * Fetches what is planned ahead now, unless it is kept already. One of another version than ours is not taken.
 * @param {Own} own @param {string} person @returns {Promise<"kept" | "other" | "failed" | "gone">}
 */
export function refreshKit(own, person) {
  return navigator.locks.request(`strongback-kit-${person}`, async () => {
    const came = await fetchKit(own, person);
    // What was written meanwhile makes a kit that is on its way an old one.
    return came === "failed" ? fetchKit(own, person) : came;
  });
}

/** @param {Own} own @param {string} person @returns {Promise<"kept" | "other" | "failed" | "gone">} */
async function fetchKit(own, person) {
  const answer = await ask(aheadOf(person)).catch(() => null);
  // Whom it is not there for, or what is not connected any more, keeps nothing.
  if (answer?.status === 404 || answer?.status === 401) {
    await dropKits(person);
    return "gone";
  }
  if (!isWhole(answer)) return "failed";
  /** @type {Ahead} */
  const ahead = await answer.clone().json();
  if (ahead.ahead !== SHAPE || ahead.version !== own.version) return "other";
  const before = await newestKit(person);
  if (before?.name === kitName(ahead)) return "kept";
  return (await fill(ahead, answer, before)) ? "kept" : "failed";
}

/** @param {Ahead} ahead @param {Response} answer @param {Kit | null} before */
async function fill(ahead, answer, before) {
  const { person } = ahead;
  const name = kitName(ahead);
  await caches.delete(name);
  const shelf = await caches.open(name);
  try {
    await some(ahead.files, (url) => putForGood(shelf, url));
    await some(pagesOf(ahead), async (url) => {
      const page = await ask(url);
      if (!isWhole(page)) throw new Error(url);
      await shelf.put(url, page);
    });
    // What changed while the pages came would make them disagree.
    const again = await ask(aheadOf(person));
    if ((await again.json()).kit !== ahead.kit) throw new Error("it changed meanwhile");
    for (const one of before === null ? [] : await heardIn(before))
      if (!ahead.known.includes(one.id)) await shelf.put(heardOf(person, one.id), Response.json(one));
    await shelf.put(aheadOf(person), answer);
  } catch {
    await caches.delete(name);
    return false;
  }
  await dropKits(person, name);
  return true;
}

/** @param {Ahead} ahead */
function pagesOf(ahead) {
  const planned = [ahead.today, ...ahead.plans].flatMap((plan) => [plan.page, plan.session]);
  return [...planned, ...Object.values(ahead.pages), ...ahead.copies].filter((url) => url !== "");
}

/** Everything that was planned ahead for anybody goes. */
export async function dropEveryKit() {
  const kits = (await caches.keys()).filter((name) => name.startsWith("ahead "));
  await Promise.all(kits.map((name) => caches.delete(name)));
}

/** @param {string} person @param {string} [but] */
async function dropKits(person, but) {
  const names = (await caches.keys()).filter((name) => name.startsWith(kitsOf(person)) && name !== but);
  await Promise.all(names.map((name) => caches.delete(name)));
}

/**
 * The server has acknowledged a session, and the device lets go of it: until a kit knows of it, it is remembered here.
 * @param {string} person @param {Kept} one
 */
export async function noteHeard(person, one) {
  const kit = await newestKit(person);
  if (kit !== null) await (await caches.open(kit.name)).put(heardOf(person, one.id), Response.json(one));
}

/** What the server has acknowledged since that kit was made. @param {Kit} kit @returns {Promise<Kept[]>} */
export async function heardIn(kit) {
  const shelf = await caches.open(kit.name);
  const mine = (await shelf.keys()).filter((one) => new URL(one.url).pathname.startsWith(heardOf(kit.ahead.person)));
  return Promise.all(mine.map(async (one) => (await shelf.match(one))?.json()));
}

/** What lies below an address that never changes: from any shelf, else from the server. @param {string} url */
export async function forGood(url) {
  // Which encodings a browser takes says nothing about what is kept.
  return (await caches.match(url, { ignoreVary: true })) ?? fetch(url, { credentials: "same-origin" });
}

/** @param {Cache} shelf @param {string} url */
async function putForGood(shelf, url) {
  if ((await shelf.match(url, { ignoreVary: true })) !== undefined) return;
  const file = await forGood(url);
  if (!isWhole(file)) throw new Error(url);
  await shelf.put(url, file);
}

/** @param {string} url */
const ask = (url) => fetch(url, { cache: "no-store", credentials: "same-origin", headers: { "Strongback-Ahead": "1" } });

/** @param {Response | null} answer @returns {answer is Response} */
const isWhole = (answer) => answer !== null && answer.status === 200 && !answer.redirected;

/** A few at a time, in order. @param {string[]} urls @param {(url: string) => Promise<void>} work */
async function some(urls, work) {
  let next = 0;
  const one = async () => {
    while (next < urls.length) await work(urls[next++]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}
