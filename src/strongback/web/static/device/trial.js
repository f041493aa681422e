/** Hands-free by sound: the trial of the claps, and the switches of claps and spoken words. What is chosen stays on this device. */

import { CLAPS, COMMANDS, isOn } from "../player/by-ear.js";
import { recogniserFor } from "../player/commands.js";
import { createEars } from "../player/ears.js";

const SECONDS = 20;
/** Two claps have to be found this often, so that once by chance is not enough. */
const ENOUGH = 2;

const WORDS = {
  on: "Claps are on, on this device.",
  off: "Claps are off. Try them first: this takes 20 seconds.",
  listening: "Listening.",
  one: "One clap heard.",
  two: "Two: that would pause the session.",
  refused: "The microphone was not allowed. You can allow it in the browser’s settings for this page, then try again. Without it, keys, clickers and the screen work as ever.",
  missing: "No microphone could be opened on this page. Keys, clickers and the screen work as ever.",
  worked: "Your claps are heard.",
  failed: "Two claps were not heard often enough.",
  clearer: "Come closer, or clap harder with flat hands. Leave a short gap, as in “one, two”, and be still for a second afterwards. Turn off other sound. Then try again.",
  take: "Press “Use it” to lead sessions with claps.",
};
const SPOKEN = {
  on: "Spoken words are on, on this device.",
  off: "This browser understands speech on the device. Nothing you say leaves it.",
  missing: "This browser does not offer to understand speech on the device itself. So spoken words cannot be used here. We never send what you say to anybody.",
};

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {string} id @param {string} words */
function say(id, words) {
  element(id).textContent = words;
}

/** @param {string} name @param {boolean} on */
function keep(name, on) {
  if (on) localStorage.setItem(name, "on");
  else localStorage.removeItem(name);
}

/** @param {number} ones @param {number} twos */
function numbers(ones, twos) {
  const claps = ones === 1 ? "1 clap" : `${ones} claps`;
  return `Heard: ${claps}. Two in a row: ${twos === 1 ? "1 time" : `${twos} times`}.`;
}

let stopTrial = () => {};

/** The microphone opens with this press and shuts when the time is over. */
async function tryIt() {
  const context = new (window.AudioContext ?? window.webkitAudioContext)();
  void context.resume();
  const ears = createEars({ speaker: () => context, out: () => null });
  let [ones, twos] = [0, 0];
  let timer = 0;
  ears.onOne = () => {
    ones += 1;
    say("trial-now", WORDS.one);
  };
  ears.onTwo = () => {
    twos += 1;
    say("trial-now", WORDS.two);
  };
  stopTrial = () => {
    stopTrial = () => {};
    clearInterval(timer);
    ears.stop();
    void context.close();
    showResult(ones, twos);
  };
  element("try").hidden = true;
  element("trial-result").hidden = true;
  const listening = await ears.start();
  if (listening !== "open") {
    void context.close();
    element("try").hidden = false;
    say("claps-state", listening === "refused" ? WORDS.refused : WORDS.missing);
    return;
  }
  timer = countDown();
}

/** @returns {number} the timer that shows the seconds and ends the trial */
function countDown() {
  const end = performance.now() + SECONDS * 1000;
  element("trial").hidden = false;
  element("trial-stop").focus();
  say("trial-now", WORDS.listening);
  say("trial-left", String(SECONDS));
  return setInterval(() => {
    const left = Math.ceil((end - performance.now()) / 1000);
    say("trial-left", String(Math.max(0, left)));
    if (left <= 0) stopTrial();
  }, 250);
}

/** @param {number} ones @param {number} twos */
function showResult(ones, twos) {
  const enough = twos >= ENOUGH;
  element("trial").hidden = true;
  element("try").hidden = false;
  element("use").hidden = !enough;
  element("try").classList.toggle("main", !enough); // one main button at a time
  say("trial-verdict", enough ? WORDS.worked : WORDS.failed);
  say("trial-numbers", numbers(ones, twos));
  say("trial-advice", enough ? WORDS.take : WORDS.clearer);
  element("trial-result").hidden = false;
  element("trial-result").focus();
}

function showClaps() {
  const on = isOn(CLAPS);
  say("claps-state", on ? WORDS.on : WORDS.off);
  element("claps-off").hidden = !on;
  element("try").hidden = false;
}

/** @param {boolean} on */
function setClaps(on) {
  keep(CLAPS, on);
  element("trial-result").hidden = true;
  element("try").classList.toggle("main", !on);
  showClaps();
  element("try").focus();
}

function showSpoken() {
  const on = isOn(COMMANDS);
  say("spoken-state", on ? SPOKEN.on : SPOKEN.off);
  element("spoken-on").hidden = on;
  element("spoken-off").hidden = !on;
}

/** @param {boolean} on */
function setSpoken(on) {
  keep(COMMANDS, on);
  showSpoken();
  element(on ? "spoken-off" : "spoken-on").focus();
}

async function offerSpoken() {
  const offered = (await recogniserFor(document.documentElement.lang)) !== null;
  element("spoken-words").hidden = !offered;
  if (offered) showSpoken();
  else say("spoken-state", SPOKEN.missing);
}

element("try").addEventListener("click", () => void tryIt());
element("trial-stop").addEventListener("click", () => stopTrial());
element("use").addEventListener("click", () => setClaps(true));
element("claps-off").addEventListener("click", () => setClaps(false));
element("spoken-on").addEventListener("click", () => setSpoken(true));
element("spoken-off").addEventListener("click", () => setSpoken(false));
window.addEventListener("pagehide", () => stopTrial());
showClaps();
void offerSpoken();
