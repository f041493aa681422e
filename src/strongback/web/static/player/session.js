/** Wires one session: page data, script, performance, stage, keys, and what is sent. */

import { again, finishEarly, goOn, goOnFromPause, moreRest, pause, skip, stillHere } from "./controls.js";
import { answerSeverity, answerSign, answerWhere, hurts, isAsking, mistake, save, stillAnswering } from "./hurt.js";
import { createFigure } from "./figure.js";
import { showHurt, showOver } from "./hurt-panel.js";
import { listenToKeys } from "./keys.js";
import { actNow, begin, createPerformance, placeNow, wake } from "./performance.js";
import { filmsFrom, posed } from "./pose.js";
import { localInstant, newId, recordOf } from "./record.js";
import { createSender } from "./send.js";
import { createStage } from "./stage.js";
import { view } from "./view.js";
import { keepAwake } from "./wake.js";
import { READY } from "./words.js";

/** @typedef {import("./types.d.ts").PageData} PageData */
/** @typedef {import("./types.d.ts").Performance} Performance */
/** @typedef {import("./types.d.ts").Script} Script */
/** @typedef {import("./types.d.ts").Clock} Clock */
/** @typedef {import("./types.d.ts").Voice} Voice */
/** @typedef {import("./types.d.ts").Told} Told */
/** @typedef {ReturnType<typeof createStage>} Stage */

/** Begin is offered as soon as the preparation and the words for pain can be spoken. */
const FIRST_CLIPS = 6;

/**
 * @param {Document} document @param {PageData} data
 * @param {{clock: Clock, voice: Voice}} hands
 * @returns {Promise<Performance | null>} null when the script could not be loaded
 */
export async function start(document, data, { clock, voice }) {
  const stage = createStage(document, data);
  const script = await loadScript(data.script);
  if (script === null) {
    stage.loading(READY.broken, false);
    return null;
  }
  const id = newId();
  const follow = figureFollowing(document, data, clock);
  let startedAt = "";
  let acknowledged = false;
  let leaving = false;
  let closing = false;
  let letSleep = () => {};

  const sender = createSender({
    csrf: data.csrf,
    fetch: window.fetch.bind(window),
    store: window.localStorage,
    later: (run, ms) => void setTimeout(run, ms),
    told(state) {
      acknowledged = state === "saved";
      stage.sending(state);
      goIfReady();
    },
  });

  const record = () => recordOf(p, id, startedAt, clock.now());
  /** What is complete without any question goes to the records, everything else is a draft still. */
  const address = () => (p.ended === null || p.ended === "finished" || p.ended === "chosen" ? data.draft : data.record);
  const goIfReady = () => {
    if (leaving && acknowledged) window.location.assign(`${data.after}${id}/`);
  };

  /** @param {Told} what */
  function told(what) {
    if (startedAt === "") startedAt = localInstant(new Date(Date.now() - (clock.now() - p.startedAt)));
    if (what === "leave") leaving = true;
    else if (what === "ended") {
      letSleep();
      acknowledged = false;
      if (!closing) sender.send(address(), record());
    } else if (what !== "begun") sender.send(data.draft, record());
    goIfReady();
  }

  function show() {
    const shown = view(p, clock.now());
    stage.show(shown);
    if (shown.mode === "hurt") showHurt(document, data, p);
    if (shown.mode === "over") showOver(document, data, p);
    follow(p);
  }

  const p = createPerformance(script, { clock, sound: voice, show, told });
  voice.onSilent = stage.readAloud;
  listen(document, data, p, stage, { begin: beginSession });
  whenLeaving(document, p, {
    leave() {
      closing = true;
      if (isAsking(p)) save(p, clock.now());
      sender.sendLeaving(address(), record());
    },
    comeBack() {
      closing = false;
      if (p.ended !== null) sender.send(address(), record());
    },
  });
  sender.sendLeftOver(id, () => actNow(p) === null && window.location.assign(data.today));
  show();

  function beginSession() {
    if (actNow(p) !== null || p.ended !== null) return;
    letSleep = keepAwake(document);
    void voice.unlock();
    begin(p);
  }

  await voice.prepare(script, (done, of) => {
    stage.loading(done < of ? READY.loading(done, of) : READY.loaded, done >= Math.min(of, FIRST_CLIPS));
  });
  return p;
}

/**
 * Shows the figure of the moment. Between the moments of the script it alone moves, with the frames of the screen.
 * @param {Document} document @param {PageData} data @param {Clock} clock
 * @returns {(p: Performance) => void}
 */
function figureFollowing(document, data, clock) {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const figure = createFigure(document, data.films, { fetch: window.fetch.bind(window), calm });
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

/** @param {string} url @returns {Promise<Script | null>} */
async function loadScript(url) {
  try {
    const answer = await fetch(url, { credentials: "same-origin" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/**
 * @param {Document} document @param {PageData} data @param {Performance} p
 * @param {Stage} stage @param {{begin: () => void}} hands
 */
function listen(document, data, p, stage, hands) {
  const pauseOrContinue = () => {
    if (actNow(p) === null) hands.begin();
    else if (actNow(p)?.step == null && ["paused", "all_right"].includes(actNow(p)?.name ?? "")) goOnFromPause(p);
    else pause(p);
  };
  stage.on({
    begin: hands.begin,
    pause: () => pause(p),
    continue: () => goOnFromPause(p),
    finish: () => finishEarly(p),
    more_rest: () => moreRest(p),
    again: () => again(p),
    skip: () => skip(p),
    go_on: () => goOn(p),
    hurts: () => hurts(p),
    mistake: () => mistake(p),
    save: () => save(p, p.clock.now()),
    where: (place) => answerWhere(p, p.hurt?.where === place ? null : place),
    severity: (n) => answerSeverity(p, p.hurt?.severity === n ? null : n),
    sign: (sign) => answerSign(p, sign, data.red_flags.some((f) => f.id === sign && f.call === "emergency")),
  });
  listenToKeys(document, {
    pause_or_continue: pauseOrContinue,
    more_rest: () => moreRest(p),
    again: () => again(p),
    skip: () => skip(p),
    go_on: () => goOn(p),
    hurts: () => hurts(p),
  });
  for (const input of ["pointerdown", "keydown", "wheel", "touchmove"])
    document.addEventListener(input, () => (isAsking(p) ? stillAnswering(p) : stillHere(p)), { passive: true });
}

/**
 * Leaving records a pain, and keeps what else there is as a draft. Once something was performed the browser asks first. A page may also come back as it was.
 * @param {Document} document @param {Performance} p @param {{leave: () => void, comeBack: () => void}} verbs
 */
function whenLeaving(document, p, { leave, comeBack }) {
  window.addEventListener("beforeunload", (event) => {
    if (p.performed !== null && p.ended === null && !isAsking(p)) event.preventDefault();
  });
  window.addEventListener("pagehide", () => {
    if ((p.events.length > 0 || isAsking(p)) && p.ended === null) leave();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) comeBack();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && actNow(p) !== null) wake(p);
  });
}
