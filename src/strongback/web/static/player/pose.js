/** What the figure does at one moment, and which films are needed from there on. Pure. */

import { isAsking } from "./hurt.js";
import { actNow, placeNow } from "./performance.js";

/** @typedef {import("./types.d.ts").Performance} Performance */
/** @typedef {import("./types.d.ts").Posed} Posed */
/** @typedef {import("./types.d.ts").Film} Film */
/** @typedef {import("./types.d.ts").Step} Step */

/** Films are kept for the exercise under way and for the next one. */
const EXERCISES_AHEAD = 2;
const FROZEN = ["paused", "all_right"];

/** By what a film is known: the exercise and the side. @param {Step} step */
const filmOf = (step) => `${step.exercise}/${step.side ?? "none"}`;

/**
 * The phase under way and how far it has got. Where nothing moves: the beginning of what comes; null when nothing comes.
 * @param {Performance} p @param {number} now @returns {Posed | null}
 */
export function posed(p, now) {
  const act = actNow(p);
  if (act === null || isAsking(p) || act.name === "finished_early") return null;
  const place = placeNow(p, now);
  let coming = place.step;
  while (coming < p.steps.length && p.steps[coming].phase === null) coming += 1;
  if (coming === p.steps.length) return null;
  const step = p.steps[coming];
  const underWay = coming === place.step && (act.name === "step" || FROZEN.includes(act.name));
  return {
    film: filmOf(step),
    title: step.title ?? "",
    side: step.side_title,
    phase: underWay ? step.phase : null,
    progress: underWay ? Math.min(1, Math.max(0, place.elapsed / step.duration_ms)) : 0,
    moving: underWay && act.name === "step" && step.kind === "move",
  };
}

/**
 * Which of a film's frames belongs to a pose. Where motion is to be reduced, a phase shows the pose it ends in.
 * @param {Film} film @param {Posed} pose @param {boolean} calm
 */
export function frameOf(film, pose, calm) {
  if (pose.phase === null) return film.phases.lift[0];
  const frames = film.phases[pose.phase];
  return frames[Math.round((calm ? 1 : pose.progress) * (frames.length - 1))];
}

/** The films of this exercise and the next, in the order of need. @param {Step[]} steps @param {number} from */
export function filmsFrom(steps, from) {
  const films = new Set();
  const exercises = new Set();
  for (let i = from; i < steps.length; i += 1) {
    if (steps[i].phase === null) continue;
    exercises.add(steps[i].exercise);
    if (exercises.size > EXERCISES_AHEAD) break;
    films.add(filmOf(steps[i]));
  }
  return /** @type {string[]} */ ([...films]);
}
