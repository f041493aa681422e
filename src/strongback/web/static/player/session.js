/** Wires one session: page data, script, performance, stage, keys, what is kept on the device, and what is sent. */

import { lookBack } from "../device/back.js";
import { hold } from "../device/one.js";
import { deliver } from "../device/post.js";
import { scriptOf } from "../device/store.js";
import { leadByEar } from "./by-ear.js";
import { leadByHand } from "./by-hand.js";
import { again, continueBrokenOff, finishEarly, goOn, goOnFromPause, moreRest, pause, skip, stillHere } from "./controls.js";
import { answerSeverity, answerSign, answerWhere, hurts, isAsking, mistake, save, stillAnswering } from "./hurt.js";
import { keepSession } from "./keeping.js";
import { figureFollowing } from "./follow.js";
import { showHurt, showOver } from "./hurt-panel.js";
import { actNow, begin, createPerformance, takeUp, wake } from "./performance.js";
import { createStage } from "./stage.js";
import { view } from "./view.js";
import { offerVolumeCheck } from "./volume.js";
import { keepAwake } from "./wake.js";
import { READY } from "./words.js";

/** @typedef {import("./types.d.ts").PageData} PageData */
/** @typedef {import("./types.d.ts").Performance} Performance */
/** @typedef {import("./types.d.ts").Script} Script */
/** @typedef {import("./types.d.ts").Clock} Clock */
/** @typedef {import("./types.d.ts").Ears} Ears */
/** @typedef {import("./types.d.ts").Voice} Voice */
/** @typedef {import("./types.d.ts").Told} Told */
/** @typedef {import("../device/back.js").Left} Left */
/** @typedef {import("../device/types.d.ts").Sitting} Sitting */
/** @typedef {ReturnType<typeof createStage>} Stage */

/** Begin is offered as soon as the preparation and the words for pain can be spoken. */
const FIRST_CLIPS = 6;

/**
 * @param {Document} document @param {PageData} data
 * @param {{clock: Clock, voice: Voice, ears?: Ears}} hands
 * @returns {Promise<Performance | null>} null when there is nothing to perform here
 */
export async function start(document, data, { clock, voice, ears }) {
  const stage = createStage(document, data);
  const left = await lookBack(data.person, Date.now());
  if (await changesToday(left, data)) {
    window.location.assign(data.today);
    return null;
  }
  const going = left.going;
  const script = going === null ? await loadScript(data.script) : await scriptToGoOnWith(left, going, data);
  if (script === null) {
    stage.loading(READY.broken, false);
    return null;
  }
  const p = perform(document, { ...data, films: going?.films ?? data.films }, stage, script, left, { clock, voice, ears });
  await voice.prepare(script, (done, of) => {
    stage.loading(done < of ? READY.loading(done, of) : READY.loaded, done >= Math.min(of, FIRST_CLIPS));
  });
  return p;
}

/**
 * What is over and was not acknowledged goes out now. Where it hurt, or was found lost only now, whether and what to do today is
 * for Today to say.
 * @param {Left} left @param {PageData} data
 */
async function changesToday({ store, left, settled }, data) {
  const sending = left.map((one) => deliver(window.fetch.bind(window), store, one));
  const changed = settled || left.some((one) => one.person === data.person && one.hurt && one.refused === "");
  if (changed) await Promise.all(sending);
  return changed;
}

/** @param {Left} left @param {Sitting} going @param {PageData} data */
async function scriptToGoOnWith({ store }, going, data) {
  const id = going.record.script;
  const kept = store === null ? undefined : await scriptOf(store, id).catch(() => undefined);
  return kept ?? loadScript(data.script.replace(/[^/]+$/, `${id}.json`));
}

/**
 * @param {Document} document @param {PageData} data @param {Stage} stage @param {Script} script @param {Left} left
 * @param {{clock: Clock, voice: Voice, ears?: Ears}} hands
 */
function perform(document, data, stage, script, { store, going, elsewhere }, { clock, voice, ears }) {
  const follow = figureFollowing(document, data.films, clock);
  let letSleep = () => {};
  let letGo = () => {};
  const keeping = keepSession(data, { store, going }, { performance: () => p, sending: stage.sending, over: () => letGo() });

  /** @param {Told} what */
  function told(what) {
    if (what === "ended") letSleep();
    keeping.told(what);
  }

  function show() {
    const shown = view(p, clock.now());
    stage.show(shown);
    if (shown.mode === "hurt") showHurt(document, data, p);
    if (shown.mode === "over") showOver(document, data, p);
    follow(p);
    byHand.show(shown);
    byEar.show(shown);
  }

  const p = createPerformance(script, { clock, sound: voice, show, told });
  voice.onSilent = stage.readAloud;
  const heardEnough = offerVolumeCheck(document, script.steps[0].cues[0], { voice, clock });
  const pauseOrContinue = listen(document, data, p, stage, { begin: () => void beginSession() });
  const byHand = leadByHand(document, p, pauseOrContinue);
  const byEar = leadByEar(p, ears ?? null, pauseOrContinue);
  whenLeaving(document, p, {
    leave() {
      byEar.end();
      keeping.leave();
    },
    comeBack() {
      if (actNow(p) !== null) byEar.begin();
      keeping.comeBack();
    },
  });

  /** Begin, or continue what was broken off; only where no other window performs. */
  async function beginSession() {
    if (actNow(p) !== null || p.ended !== null || p.hurt !== null) return;
    // Sound may begin inside the press only.
    void voice.unlock();
    byHand.begin();
    heardEnough();
    const lock = await hold();
    if (actNow(p) !== null || p.ended !== null) return lock?.();
    p.before = lock === null ? "elsewhere" : p.before === "elsewhere" ? "ready" : p.before;
    if (lock === null) return show();
    letGo = lock;
    letSleep = keepAwake(document);
    byEar.begin();
    if (p.before === "recover") continueBrokenOff(p);
    else begin(p);
  }

  if (going !== null) takeUpFrom(p, going);
  else if (elsewhere) p.before = "elsewhere";
  show();
  return p;
}

/** Its time goes on by the device's clock; one that was put back, or far ahead, changes nothing that is written already. @param {Performance} p @param {Sitting} going */
function takeUpFrom(p, going) {
  const heard = Math.max(0, going.at - going.began);
  const away = Math.min(Math.max(0, Date.now() - going.at), going.lost_after_ms);
  takeUp(p, /** @type {Parameters<typeof takeUp>[1]} */ ({ ...going, events: going.record.events }), heard + away, heard);
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
 * @returns {() => void} pauses, continues, or begins
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
    continue: () => (p.before === "recover" ? hands.begin() : goOnFromPause(p)),
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
  for (const input of ["pointerdown", "keydown", "wheel", "touchmove"])
    document.addEventListener(input, () => (isAsking(p) ? stillAnswering(p) : stillHere(p)), { passive: true });
  return pauseOrContinue;
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
