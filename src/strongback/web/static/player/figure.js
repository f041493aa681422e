/**
 * The figure on the stage. It only shows: which frame belongs to the moment is asked of pose.js. Films come one after the
 * other and ahead of need; one that does not come leaves the figure's place empty and disturbs nothing else.
 */

import { frameOf } from "./pose.js";
import { element } from "./stage.js";
import { figureName } from "./words.js";

/** @typedef {import("./types.d.ts").Film} Film */
/** @typedef {import("./types.d.ts").Posed} Posed */
/** @typedef {import("./types.d.ts").PageData} PageData */
/** @typedef {{film: Film, svg: SVGSVGElement, person: SVGGElement, frames: (SVGGElement | undefined)[], shown: number}} Reel */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {Document} document @param {PageData["films"]} films
 * @param {{fetch: Window["fetch"], calm: MediaQueryList}} hands `calm`: whether motion is to be reduced
 */
export function createFigure(document, films, { fetch, calm }) {
  const at = element(document, "figure");
  const stage = element(document, "stage");
  /** @type {Map<string, Reel | null>} null: on its way, or it did not come */
  const reels = new Map();
  let loading = Promise.resolve();
  /** @type {Posed | null} */
  let last = null;

  /** @param {string} name */
  const url = (name) => films[name.slice(0, name.lastIndexOf("/"))]?.[name.slice(name.lastIndexOf("/") + 1)];

  /** @param {Posed | null} pose */
  function show(pose) {
    last = pose;
    at.hidden = pose === null || url(pose.film) === undefined;
    stage.dataset.figure = at.hidden ? "none" : "there";
    const reel = pose === null ? null : (reels.get(pose.film) ?? null);
    put(at, pose, reel);
    if (pose !== null && reel !== null) turnTo(reel, frameOf(reel.film, pose, calm.matches));
  }

  /** @param {string} name */
  async function load(name) {
    const from = url(name);
    if (from === undefined || !reels.has(name)) return;
    const film = await filmAt(fetch, from);
    if (film === null) reels.delete(name); // asked for again when the next step begins
    if (!reels.has(name) || film === null) return;
    reels.set(name, reelOf(document, film));
    show(last);
  }

  calm.addEventListener("change", () => show(last));

  return {
    show,

    /** Have these films, and no others. @param {string[]} names */
    keep(names) {
      for (const name of reels.keys()) if (!names.includes(name)) reels.delete(name);
      for (const name of names) {
        if (reels.has(name)) continue;
        reels.set(name, null);
        loading = loading.then(() => load(name)).catch(() => {});
      }
    },
  };
}

/**
 * Puts a film, or none, in the place of the figure, under a name that changes with the film only.
 * @param {HTMLElement} at @param {Posed | null} pose @param {Reel | null} reel
 */
function put(at, pose, reel) {
  if (at.firstElementChild === (reel?.svg ?? null)) return;
  at.replaceChildren(...(reel === null ? [] : [reel.svg]));
  if (pose === null || reel === null) for (const name of ["role", "aria-label"]) at.removeAttribute(name);
  else for (const [name, value] of [["role", "img"], ["aria-label", figureName(pose.title, pose.side)]]) at.setAttribute(name, value);
}

/** @param {Window["fetch"]} fetch @param {string} url @returns {Promise<Film | null>} */
async function filmAt(fetch, url) {
  try {
    const answer = await fetch(url, { credentials: "same-origin", priority: "low" });
    const film = answer.ok ? await answer.json() : null;
    return film?.film === 1 ? film : null;
  } catch {
    return null;
  }
}

/** @param {Document} document @param {Film} film @returns {Reel} */
function reelOf(document, film) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "figure");
  svg.setAttribute("viewBox", film.view_box);
  const person = part(document, "");
  svg.append(part(document, film.back), person, part(document, film.front));
  return { film, svg, person, frames: [], shown: -1 };
}

/** @param {Document} document @param {string} markup */
function part(document, markup) {
  const g = document.createElementNS(SVG, "g");
  g.innerHTML = markup;
  return g;
}

/** Each frame is parsed when it is first needed, and then only shown and hidden. @param {Reel} reel @param {number} index */
function turnTo(reel, index) {
  if (reel.shown === index) return;
  reel.frames[reel.shown]?.setAttribute("display", "none");
  const known = reel.frames[index];
  if (known === undefined) reel.person.append((reel.frames[index] = part(reel.svg.ownerDocument, reel.film.frames[index])));
  else known.removeAttribute("display");
  reel.shown = index;
}
