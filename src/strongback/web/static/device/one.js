/**
 * One window at a time performs. The browser itself keeps the lock, and lets go of it when a window is closed, reloaded or
 * killed. Where there are no locks (a page over plain http in a home network), nobody is kept from performing twice.
 */

/** The service worker asks for it by this name. */
export const LOCK = "strongback-session";
/** A page that is reloaded may still hold its own lock for a moment. */
const A_MOMENT_MS = 1000;

/** Whether another window performs. @returns {Promise<boolean>} */
export async function isElsewhere() {
  if (!navigator.locks) return false;
  if (!(await isHeld())) return false;
  await new Promise((done) => setTimeout(done, A_MOMENT_MS));
  return isHeld();
}

async function isHeld() {
  return ((await navigator.locks.query()).held ?? []).some((lock) => lock.name === LOCK);
}

/** Takes the lock. @returns {Promise<(() => void) | null>} lets go of it again; null when another window has it */
export function hold() {
  if (!navigator.locks) return Promise.resolve(() => {});
  return new Promise((answer) => {
    void navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => {
      if (lock === null) return answer(null);
      return new Promise((/** @type {(value?: unknown) => void} */ done) => answer(() => done()));
    });
  });
}
