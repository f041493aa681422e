/** Lets the figure follow a performance. */

import { createFigure } from "./figure.js";
import { placeNow } from "./performance.js";
import { filmsFrom, posed } from "./pose.js";

/** @typedef {import("./types.d.ts").PageData} PageData */
/** @typedef {import("./types.d.ts").Performance} Performance */
/** @typedef {import("./types.d.ts").Clock} Clock */

/**
 * Shows the figure of the moment. Between the moments of the script it alone moves, with the frames of the screen.
 * @param {Document} document @param {PageData["films"]} films @param {Clock} clock
 * @returns {(p: Performance) => void}
 */
export function figureFollowing(document, films, clock) {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const figure = createFigure(document, films, { fetch: window.fetch.bind(window), calm });
  let next = 0;
  let keptFor = -1;
  let broken = false;

  /** @param {Performance} p */
  function follow(p) {
    const now = clock.now();
    const { step } = placeNow(p, now);
    if (step !== keptFor) figure.keep(filmsFrom(p.steps, (keptFor = step)));
    const pose = posed(p, now);
    figure.show(pose);
    if (pose?.moving) next = requestAnimationFrame(() => tryTo(p));
  }

  /** A picture that cannot be shown is never worth a session: without it the coach goes on. @param {Performance} p */
  function tryTo(p) {
    cancelAnimationFrame(next);
    if (broken) return;
    try {
      follow(p);
    } catch {
      broken = true;
      figure.show(null);
    }
  }
  return tryTo;
}
