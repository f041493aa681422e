/**
 * The device's own voice, for what has no clip. It may have no words, say `start` and never `end`, or nothing at all:
 * a watchdog lets go of it in time, and the words stand on the screen in any case.
 */

/** @typedef {import("./types.d.ts").Clock} Clock */
/** @typedef {import("./types.d.ts").Cue} Cue */

const START_WITHIN_MS = 1500;
const END_WITHIN_MS = 3000;

/**
 * @param {Clock} clock @param {string} language
 * @param {() => void} silent called when words were not spoken
 */
export function createSpeech(clock, language, silent) {
  const engine = globalThis.speechSynthesis;
  /** @type {(() => void)[]} */
  let waiting = [];

  function stop() {
    for (const cancel of waiting) cancel();
    waiting = [];
    engine?.cancel();
  }

  /** @param {Cue} cue */
  function speak(cue) {
    if (!engine) return silent();
    engine.cancel();
    const words = new SpeechSynthesisUtterance(cue.say);
    words.lang = language;
    words.rate = 0.9;
    const began = clock.now();
    const giveUp = () => {
      engine.cancel();
      silent();
    };
    let watch = clock.at(began + START_WITHIN_MS, giveUp);
    words.onstart = () => {
      watch();
      watch = clock.at(began + cue.length_ms + END_WITHIN_MS, giveUp);
      waiting.push(watch);
    };
    words.onend = () => watch();
    words.onerror = (e) => {
      watch();
      if (e.error !== "canceled" && e.error !== "interrupted") silent();
    };
    waiting.push(watch);
    engine.speak(words);
  }

  return {
    stop,
    /** @param {Cue} cue @param {number} at */
    say(cue, at) {
      waiting = [...waiting, clock.at(at, () => speak(cue))];
    },
    /** Some devices let the voice begin inside a press only. */
    unlock() {
      if (!engine) return;
      const nothing = new SpeechSynthesisUtterance("");
      nothing.volume = 0;
      engine.speak(nothing);
    },
  };
}
