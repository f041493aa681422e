/** The page's clock: `performance.now()` for reading, a Worker for waiting. */

/** @typedef {import("./types.d.ts").Clock} Clock */

/**
 * @param {(late: number) => void} [measured] told how late the worker was at each deadline, in milliseconds
 * @returns {Clock}
 */
export function createClock(measured) {
  const worker = new Worker(new URL("./clock-worker.js", import.meta.url));
  /** @type {Map<number, () => void>} */
  const waiting = new Map();
  let last = 0;

  worker.onmessage = ({ data }) => {
    const run = waiting.get(data.id);
    waiting.delete(data.id);
    measured?.(data.late);
    run?.();
  };

  return {
    now: () => performance.now(),
    at(deadline, run) {
      const id = ++last;
      waiting.set(id, run);
      // The worker has its own beginning of time; both count from the epoch.
      worker.postMessage({ id, deadline: performance.timeOrigin + deadline });
      return () => {
        if (waiting.delete(id)) worker.postMessage({ id });
      };
    },
  };
}
