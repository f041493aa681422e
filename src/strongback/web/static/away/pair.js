/**
 * On the page where a device is connected: fills in the code that came with the address, behind a # so that it was sent to
 * nobody. This page is seen by devices that are not connected, or not any more: what was planned ahead for them goes.
 */

import { dropEveryKit } from "./shelf.js";

const field = /** @type {HTMLInputElement | null} */ (document.querySelector("input[name=code]"));

function fillIn() {
  const [, code] = /^#(\d{8})$/.exec(window.location.hash) ?? [];
  if (code === undefined || field === null) return;
  field.value = `${code.slice(0, 4)} ${code.slice(4)}`;
  window.history.replaceState(null, "", window.location.pathname);
}

fillIn();
// The page may be open already when the camera opens it once more.
window.addEventListener("hashchange", fillIn);
if ("caches" in window) void dropEveryKit().catch(() => {});
