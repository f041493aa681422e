/**
 * Keeps absolute deadlines where no busy page and no hidden tab can delay them.
 * In: {id, deadline} to arm, {id} to forget. Out: {id, late} once it is due.
 * Deadlines are milliseconds since the epoch on the monotonic clock (timeOrigin + now).
 */

/** A long timeout drifts: sleep coarsely to this long before the deadline and arm anew. */
const FINE_MS = 25;
/** A short timeout wakes some milliseconds late: watch the clock for the last few. Below 1 % of one core. */
const WATCH_MS = 4;

/** @type {Map<number, number>} */
const armed = new Map();

const absolute = () => performance.timeOrigin + performance.now();

/** @param {number} id @param {number} deadline */
function arm(id, deadline) {
  const left = deadline - absolute();
  if (left <= WATCH_MS) {
    armed.delete(id);
    while (absolute() < deadline);
    postMessage({ id, late: absolute() - deadline });
    return;
  }
  const sleep = left - (left > 2 * FINE_MS ? FINE_MS : WATCH_MS);
  armed.set(id, setTimeout(() => arm(id, deadline), sleep));
}

/** @param {MessageEvent<{id: number, deadline?: number}>} message */
onmessage = ({ data }) => {
  clearTimeout(armed.get(data.id));
  armed.delete(data.id);
  if (data.deadline !== undefined) arm(data.id, data.deadline);
};
