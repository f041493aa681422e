/** Performs a script of clicks with the player's own clock, audio and performance, and reports what came when. */

import { audioTime, createVoice } from "/player/audio.js";
import { createClock } from "/player/clock.js";
import { begin, createPerformance } from "/player/performance.js";

const wish = new URLSearchParams(location.search);
const seconds = Number(wish.get("seconds"));
const period = Number(wish.get("period"));
const condition = wish.get("condition");

const worker = [];
const scheduled = [];
const onsets = [];

const nothing = { duration_ms: 0, cues: [] };
const cues = Array.from({ length: (seconds * 1000) / period }, (_, i) => ({ at_ms: (i + 1) * period - period / 2, say: "", clip: "tick", length_ms: 30 }));
const step = { exercise: null, title: null, set: null, sets: null, repetition: null, repetitions: null, side: null, side_title: null, phase: null, next: null, again: null, lengthen_to_ms: [], tail_ms: 0 };
const script = {
  steps: [{ ...step, kind: "say", duration_ms: seconds * 1000, cues }, { ...step, kind: "ask", duration_ms: 0, cues: [] }],
  asides: {
    more_rest: {}, again: {}, pain: nothing, red_flag: nothing, mistake: nothing, paused: nothing, resume: nothing,
    get_ready: nothing, all_right: nothing, skipped: nothing, finished_early: nothing, longest_rest: nothing,
  },
};

const context = new AudioContext();
const connect = AudioNode.prototype.connect;
await context.audioWorklet.addModule("ear.js");
const ear = new AudioWorkletNode(context, "ear");
ear.port.onmessage = ({ data }) => onsets.push(data);
ear.connect(context.destination);
AudioNode.prototype.connect = function (to, ...rest) {
  if (to === context.destination) connect.call(this, ear);
  return connect.call(this, to, ...rest);
};

const clock = createClock((late) => worker.push(late));
const voice = createVoice({
  clips: "",
  clock,
  context,
  language: "en",
  // What was wanted, not what was still possible: a cue handed over too late counts as late.
  scheduled: (_cue, at, start) => scheduled.push({ at, wanted: Math.min(start, audioTime(context, at, clock.now())) }),
});
await voice.unlock();
await new Promise((done) => setTimeout(done, 500));

let busy = 0;
if (condition === "bursts")
  busy = setInterval(() => {
    const until = performance.now() + 50;
    while (performance.now() < until);
  }, 100);

const hidden = () => document.visibilityState === "hidden";
const p = createPerformance(script, {
  clock,
  sound: voice,
  show: () => {},
  told: async (what) => {
    if (what !== "ended") return;
    clearInterval(busy);
    await new Promise((done) => setTimeout(done, 600));
    const late = p.events.at(-1).at_ms - seconds * 1000;
    await fetch("/result", { method: "POST", body: JSON.stringify({ worker, scheduled, onsets, late, hidden: hidden() }) });
  },
});
await fetch("/ready", { method: "POST", body: "{}" });
if (condition === "hidden") while (!hidden()) await new Promise((done) => setTimeout(done, 50));
begin(p);
