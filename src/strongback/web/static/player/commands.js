/**
 * Spoken words, where the browser understands speech on the device itself; never where it would send what it hears.
 * Listening happens in silences only: the coach's own words must not command it.
 */

import { actNow, stepNow } from "./performance.js";

/** @typedef {import("./types.d.ts").Performance} Performance */
/** @typedef {import("./types.d.ts").Said} Said */
/** @typedef {import("./types.d.ts").Recognition} Recognition */
/** @typedef {import("./types.d.ts").RecognitionClass} RecognitionClass */

/** Shorter silences are not worth opening the microphone for, and it is shut this long before the next word. */
const LEAST_MS = 5000;
const BEFORE_MS = 1000;

/** @type {[RegExp, Said][]} */
const PHRASES = [
  [/\bcoach it hurts\b/, "hurts"],
  [/\bcoach stop\b/, "pause"],
  [/\bcoach more rest\b/, "more_rest"],
  [/\bcoach go on\b/, "go_on"],
];

/** What was meant, null if it was none of ours. @param {string} words @returns {Said | null} */
export function meant(words) {
  const plain = words.toLowerCase().replaceAll(/[^a-z ]+/g, " ").replaceAll(/ +/g, " ");
  return PHRASES.find(([phrase]) => phrase.test(plain))?.[1] ?? null;
}

/** How long nobody will speak from now on, where it may be listened: in rests, change-overs and pauses. @param {Performance} p @param {number} now */
export function silenceAhead(p, now) {
  const act = actNow(p);
  const step = stepNow(p);
  const waits = act?.name === "paused" || act?.name === "all_right" || step?.kind === "rest" || step?.kind === "change_over";
  if (act === null || !waits || now < p.voiceFree) return 0;
  const next = p.cues[p.nextCue]?.at ?? act.end;
  return Math.max(0, Math.min(next, act.end) - now);
}

/** The browser's recogniser, if it works on the device in this language. @param {string} language @returns {Promise<RecognitionClass | null>} */
export async function recogniserFor(language) {
  const Recogniser = window.SpeechRecognition ?? window.webkitSpeechRecognition;
  if (!Recogniser?.available || !("processLocally" in Recogniser.prototype)) return null;
  try {
    return (await Recogniser.available({ langs: [language], processLocally: true })) === "available" ? Recogniser : null;
  } catch {
    return null;
  }
}

/**
 * @param {{language: string, enabled: () => boolean, later: (run: () => void, ms: number) => () => void, onSaid: (what: Said) => void}} hands
 */
export function createCommands({ language, enabled, later, onSaid }) {
  /** @type {RecognitionClass | null} */
  let Recogniser = null;
  /** @type {Recognition | null} */
  let listening = null;
  let cancel = () => {};

  function stop() {
    cancel();
    const old = listening;
    listening = null;
    old?.abort();
  }

  function listen() {
    if (Recogniser === null) return;
    const mine = new Recogniser();
    mine.lang = language;
    mine.processLocally = true;
    mine.continuous = true;
    mine.interimResults = false;
    mine.onresult = ({ results, resultIndex }) => {
      const said = meant(results[resultIndex]?.[0]?.transcript ?? "");
      if (mine === listening && said !== null) onSaid(said);
    };
    mine.onend = mine.onerror = () => {
      if (mine === listening) stop();
    };
    listening = mine;
    try {
      mine.start();
    } catch {
      listening = null;
    }
  }

  return {
    stop,
    /** Finds out whether there is a recogniser at all. */
    async start() {
      if (enabled()) Recogniser = await recogniserFor(language);
    },
    /** Nobody will speak for so long from now on. @param {number} ms */
    silence(ms) {
      if (listening !== null && ms <= BEFORE_MS) stop();
      if (listening !== null || Recogniser === null || ms < LEAST_MS) return;
      listen();
      cancel();
      cancel = later(stop, ms - BEFORE_MS);
    },
  };
}
