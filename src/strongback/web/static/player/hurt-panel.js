/** The pain panel, and the end of a session that ended early: whom to call. */

import { mayUndo } from "./hurt.js";
import { element, write } from "./stage.js";
import { OVER, callNumber } from "./words.js";

/** @typedef {import("./types.d.ts").PageData} PageData */
/** @typedef {import("./types.d.ts").Performance} Performance */

/** So many letters of what is spoken stand above the emergency number. */
const SHORT = 40;

/** @param {Document} document @param {PageData} data @param {Performance} p */
export function showHurt(document, data, p) {
  if (p.hurt === null) return;
  const { where, severity, signs } = p.hurt;
  const call = element(document, "emergency-call");
  write(call, callNumber(data.emergency));
  call.setAttribute("href", phone(data.emergency));
  const [say, more] = inTwo(p.script.asides.pain.cues.map((c) => c.say).join(" "));
  write(element(document, "hurt-say"), say);
  write(element(document, "hurt-more"), more);
  element(document, "mistake").hidden = !mayUndo(p, p.clock.now());
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".stage-choice"))) {
    const { where: place, severity: n, sign } = button.dataset;
    const chosen = place === where || (n !== undefined && Number(n) === severity) || signs.includes(sign ?? "");
    button.setAttribute("aria-pressed", String(place !== undefined ? place === where : chosen));
  }
  const urgent = data.red_flags.some((f) => f.call === "emergency" && signs.includes(f.id));
  element(document, "emergency").hidden = urgent;
  showCall(document, element(document, "hurt-call"), data, signs);
}

/** What is spoken, as a few words for the top and the rest for further down. @param {string} spoken */
function inTwo(spoken) {
  let at = 0;
  for (const sentence of spoken.matchAll(/[^.?]+[.?]+\s*/g)) {
    const end = sentence.index + sentence[0].length;
    if (at > 0 && end > SHORT) break;
    at = end;
  }
  return [spoken.slice(0, at || undefined).trim(), at ? spoken.slice(at) : ""];
}

/** @param {Document} document @param {PageData} data @param {Performance} p */
export function showOver(document, data, p) {
  const pain = p.ended === "pain" || p.ended === "red_flag";
  const title = pain ? OVER.pain : p.ended === "no_answer" ? OVER.no_answer : p.ended === "chosen" ? OVER.chosen : OVER.done;
  write(element(document, "over-title"), title);
  write(element(document, "over-say"), pain ? OVER.pain_say : p.ended === "no_answer" ? OVER.no_answer_say(data.emergency) : "");
  if (pain) showCall(document, element(document, "over-call"), data, p.hurt?.signs ?? [], true);
}

/**
 * The emergency number for an emergency sign; otherwise the doctor, once the session is over or a sign says so.
 * @param {Document} document @param {HTMLElement} at @param {PageData} data @param {string[]} signs @param {boolean} [over]
 */
function showCall(document, at, data, signs, over = false) {
  const calls = data.red_flags.filter((f) => signs.includes(f.id)).map((f) => f.call);
  const urgent = calls.includes("emergency");
  const doctor = over || calls.includes("doctor");
  const key = `${urgent} ${doctor} ${calls.length}`;
  if (at.dataset.key === key) return;
  at.dataset.key = key;
  at.hidden = !urgent && !doctor && calls.length === 0;
  at.classList.toggle("urgent", urgent);
  at.replaceChildren(...(urgent ? emergency(document, data) : doctor ? callDoctor(document, data, calls) : [line(document, OVER.dizzy)]));
  // The sign was chosen further down: whom to call must not wait above the edge of the screen.
  if (!at.hidden && !over) at.scrollIntoView({ block: "nearest" });
}

/** @param {Document} document @param {string} text */
function line(document, text) {
  const p = document.createElement("p");
  p.textContent = text;
  return p;
}

/** @param {string} number */
export const phone = (number) => `tel:${number.replace(/[^+\d*#]/g, "")}`;

/** @param {Document} document @param {string} text @param {string} number */
function telephone(document, text, number) {
  const link = document.createElement("a");
  link.className = "stage-button stage-main";
  link.href = phone(number);
  link.textContent = text;
  return link;
}

/** @param {Document} document @param {PageData} data */
function emergency(document, data) {
  return [line(document, OVER.emergency), telephone(document, callNumber(data.emergency), data.emergency)];
}

/** @param {Document} document @param {PageData} data @param {string[]} calls */
function callDoctor(document, data, calls) {
  const when = calls.includes("doctor") ? OVER.doctor_today : OVER.doctor;
  const { name, phone: number } = data.call ?? { name: "", phone: "" };
  const who = number ? [telephone(document, `Call ${name || "your doctor"}: ${number}`, number)] : name ? [line(document, name)] : [];
  return [line(document, when), ...who, line(document, OVER.worse(data.emergency))];
}
