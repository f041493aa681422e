/** What the pages say about what is kept on this device. */

const NUMBERS = ["No session", "One session", "Two sessions", "Three sessions", "Four sessions", "Five sessions", "Six sessions"];

/** @param {number} many */
const sessions = (many) => NUMBERS[many] ?? `${many} sessions`;

/** @param {number} many */
export const waiting = (many) =>
  `${sessions(many)} ${many === 1 ? "waits" : "wait"} on this device and ${many === 1 ? "is" : "are"} sent as soon as Strongback answers. Nothing is lost.`;

/** @param {number} many */
export const notTaken = (many) =>
  `${sessions(many)} could not be saved: Strongback did not accept ${many === 1 ? "it. It is" : "them. They are"} kept on this device.`;

export const DID = (/** @type {number} */ sets, /** @type {number} */ repetitions) =>
  `${sets === 1 ? "One set" : `${sets} sets`}, ${repetitions === 1 ? "one repetition" : `${repetitions} repetitions`}`;
