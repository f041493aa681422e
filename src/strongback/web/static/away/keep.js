/**
 * On every page: starts the service worker, and has it fetch ahead what this person needs without the server. Where a browser
 * has none, as over plain http in a home network, everything else works as it is.
 */

import { versionName } from "./shelf.js";

/** How long a page has been there before a new version takes over. */
const QUIET_MS = 2000;
const ASKED = "strongback.persist-asked";
const [, , version] = new URL(import.meta.url).pathname.split("/");
const [, person, page] = /^\/people\/([0-9a-f-]{36})\/([^/]*)/.exec(window.location.pathname) ?? [];

/** For as long as this page is open its files are not let go of. */
if (navigator.locks) void navigator.locks.request(versionName(version), { mode: "shared" }, () => new Promise(() => {}));

/** The browser may keep what it has even when room runs short. Some ask the person, so it is asked once only. */
async function askToPersist() {
  if (!navigator.storage?.persist || window.localStorage.getItem(ASKED) !== null) return;
  window.localStorage.setItem(ASKED, "asked");
  await navigator.storage.persist();
}

async function start() {
  const workers = navigator.serviceWorker;
  workers.addEventListener("message", (event) => {
    if ("kept" in event.data) void askToPersist().catch(() => {});
  });
  const registration = await workers.register("/service-worker.js", { type: "module", updateViaCache: "none" });
  const waiting = registration.waiting;
  const keep = async () => {
    if (person !== undefined) (await workers.ready).active?.postMessage({ keep: person });
    // Who was erased is not on this page any more, and nobody asks for their pages again.
    else if (window.location.pathname === "/") (await workers.ready).active?.postMessage({ keep_up: true });
  };
  // A new version fetches its own; one that was waiting comes while the page is open.
  workers.addEventListener("controllerchange", () => void keep());
  // The worker before must have nothing to do at that moment, so it is asked for nothing: else the browser keeps both, and a
  // page that is loaded meanwhile may never come (seen in Chromium 156). The new one is asked when it has taken over.
  if (waiting) setTimeout(() => waiting.postMessage({ take_over: true }), QUIET_MS);
  else await keep();
}

/** A session is not disturbed, and the first look at a page comes before what is fetched ahead. */
if ("serviceWorker" in navigator && page !== "session") {
  if (document.readyState === "complete") void start().catch(() => {});
  else window.addEventListener("load", () => void start().catch(() => {}), { once: true });
}
