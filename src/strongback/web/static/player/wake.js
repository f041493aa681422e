/** Keeps the screen awake while a session runs; where that is not possible, nothing else depends on it. */

/** @param {Document} document @returns {() => void} lets the screen sleep again */
export function keepAwake(document) {
  /** @type {WakeLockSentinel | null} */
  let lock = null;
  let wanted = true;

  async function take() {
    if (!wanted || document.visibilityState !== "visible") return;
    try {
      lock = await navigator.wakeLock?.request("screen");
      if (!wanted) void lock?.release();
    } catch {
      lock = null;
    }
  }

  // The browser takes the lock away whenever the page is hidden.
  document.addEventListener("visibilitychange", take);
  void take();
  return () => {
    wanted = false;
    document.removeEventListener("visibilitychange", take);
    void lock?.release();
  };
}
