/**
 * The voice: clips by Web Audio, scheduled ahead on the audio clock; `speechSynthesis` where a clip is missing.
 * Audio clocks run away from the page's clock, so the two are compared anew at every cue.
 */

import { clickBuffer } from "./click.js";
import { createSpeech } from "./speech.js";

/** @typedef {import("./types.d.ts").Voice} Voice */
/** @typedef {import("./types.d.ts").Cue} Cue */
/** @typedef {import("./types.d.ts").Script} Script */
/** @typedef {import("./types.d.ts").Clock} Clock */

const FADE_S = 0.01;
const FETCHES_AT_ONCE = 4;
const TICK = "tick";
/** What is decoded before the device's own rate is known has that of most devices; others convert it as they play. */
const RATE = 48_000;

/** Every clip a script may need, in the order of need. @param {Script} script @returns {string[]} */
export function clipsOf(script) {
  const { pain, red_flag, mistake, paused, resume, get_ready, all_right, skipped, finished_early, longest_rest } = script.asides;
  const { again, more_rest } = script.asides;
  const outOfTurn = [red_flag, mistake, paused, resume, get_ready, all_right, skipped, finished_early, longest_rest];
  const [preparation, ...steps] = script.steps;
  // The words for pain may be needed in the first second.
  const parts = [preparation, pain, ...outOfTurn, ...steps, ...Object.values(again), ...Object.values(more_rest)];
  const cues = parts.flatMap((part) => part.cues);
  const clips = cues.map((c) => c.clip).filter((clip) => clip !== null && clip !== TICK);
  return [...new Set(/** @type {string[]} */ (clips))];
}

/**
 * The moment of the audio clock that is heard at `at` on the page's clock.
 * @param {Pick<AudioContext, "currentTime" | "getOutputTimestamp">} context @param {number} at @param {number} now
 */
export function audioTime(context, at, now) {
  const { contextTime, performanceTime } = context.getOutputTimestamp?.() ?? {};
  const usable = contextTime && performanceTime && Math.abs(now - performanceTime) < 1000;
  return usable ? contextTime + (at - performanceTime) / 1000 : context.currentTime + (at - now) / 1000;
}

/** iOS lets sound begin inside a press only, and forgets it after a phone call. @param {AudioContext} context */
async function wakeUp(context) {
  if (navigator.audioSession) navigator.audioSession.type = "playback";
  const source = context.createBufferSource();
  source.buffer = context.createBuffer(1, 1, context.sampleRate);
  source.connect(context.destination);
  source.start();
  await Promise.race([context.resume(), new Promise((done) => setTimeout(done, 1000))]);
}

/** @param {BaseAudioContext} context @param {string} url */
async function load(context, url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return context.decodeAudioData(await answer.arrayBuffer());
}

/**
 * @param {{clips: string, clock: Clock, speaker: () => AudioContext, language: string, clicks?: import("./click.js").Clicks,
 *   scheduled?: (cue: Cue, at: number, start: number) => void}} hands
 *   `speaker` is asked inside a press: until it knows the device's sound it holds up the page, and iOS wants a press.
 *   `scheduled` is told the moment on the audio clock at which each clip will begin.
 * @returns {Voice}
 */
export function createVoice({ clips, clock, speaker, language, clicks = "medium", scheduled }) {
  /** @type {Map<string, AudioBuffer>} */
  const buffers = new Map();
  const speech = createSpeech(clock, language, () => voice.onSilent());
  /** @type {AudioBufferSourceNode[]} */
  let playing = [];
  /** @type {{context: AudioContext, out: GainNode, bus: GainNode} | null} */
  let opened = null;

  function open() {
    if (opened !== null) return opened;
    const context = speaker();
    // All that is heard goes through here, so that the ears can tell the coach's own sound from yours.
    const out = context.createGain();
    out.connect(context.destination);
    opened = { context, out, bus: busTo(out) };
    buffers.set(TICK, clickBuffer(context, clicks));
    return opened;
  }

  /** @param {GainNode} out */
  function busTo(out) {
    const gain = out.context.createGain();
    gain.connect(out);
    return gain;
  }

  /** @param {Cue} cue @param {number} at @returns {boolean} whether there was something to play */
  function play(cue, at) {
    if (cue.clip === null) return false;
    const { context, bus } = open();
    const buffer = buffers.get(cue.clip);
    if (buffer === undefined) return false;
    if (context.state !== "running") void context.resume();
    const start = Math.max(context.currentTime, audioTime(context, at, clock.now()));
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(bus);
    source.onended = () => (playing = playing.filter((s) => s !== source));
    source.start(start);
    playing.push(source);
    scheduled?.(cue, at, start);
    return true;
  }

  /** @type {Voice} */
  const voice = {
    out: () => open().out,
    late: [],
    onSilent: () => {},

    async prepare(script, progress) {
      const decoder = new OfflineAudioContext(1, 1, RATE);
      const wanted = clipsOf(script);
      let next = 0;
      let done = 0;
      const one = async () => {
        while (next < wanted.length) {
          const clip = wanted[next++];
          // A clip that does not come is spoken by the device instead.
          await load(decoder, clips + clip).then((b) => buffers.set(clip, b), () => {});
          progress(++done, wanted.length);
        }
      };
      progress(0, wanted.length);
      await Promise.all(Array.from({ length: FETCHES_AT_ONCE }, one));
    },

    async unlock() {
      speech.unlock();
      const { context } = open();
      context.onstatechange = () => {
        if (/** @type {string} */ (context.state) === "interrupted") void context.resume();
      };
      await wakeUp(context);
    },

    say(cue, at) {
      if (play(cue, at)) return;
      if (cue.clip !== null) voice.late.push(cue.clip);
      speech.say(cue, at);
    },

    stop() {
      speech.stop();
      if (opened === null) return;
      const { context, bus, out } = opened;
      const now = context.currentTime;
      bus.gain.setValueAtTime(1, now);
      bus.gain.linearRampToValueAtTime(0, now + FADE_S);
      for (const source of playing) source.stop(now + FADE_S);
      playing = [];
      opened.bus = busTo(out);
      setTimeout(() => bus.disconnect(), 200);
    },
  };
  return voice;
}
