/** Performs a script of clicks with the player's own clock, audio, performance and figure, and reports what came when. */

import { audioTime, createVoice } from "/static/player/audio.js";
import { createClock } from "/static/player/clock.js";
import { createFigure } from "/static/player/figure.js";
import { begin, createPerformance } from "/static/player/performance.js";
import { filmsFrom, posed } from "/static/player/pose.js";

const wish = new URLSearchParams(location.search);
const seconds = Number(wish.get("seconds"));
const period = Number(wish.get("period"));
const condition = wish.get("condition");

const worker = [];
const scheduled = [];
const onsets = [];

const nothing = { duration_ms: 0, cues: [] };
/** The session that is performed, every cue a click at its moment; without one, clicks at even distances. */
const session = wish.has("session") ? await (await fetch("/session")).json() : null;
const step = { exercise: "bench", title: "Bench", set: null, sets: null, repetition: null, repetitions: null, side: null, side_title: null, phase: null, next: null, again: null, lengthen_to_ms: [], tail_ms: 0 };
const steps = [];
const phases = [["lift", 2000], ["hold", 1000], ["lower", 2000], ["pause", 1000]];
for (let at = 0, n = 0; session === null && at < seconds * 1000; n += 1) {
  const [phase, usual] = phases[n % phases.length];
  const duration_ms = Math.min(usual, seconds * 1000 - at);
  const cues = [];
  for (let tick = period / 2; tick < seconds * 1000; tick += period)
    if (tick >= at && tick < at + duration_ms) cues.push({ at_ms: tick - at, say: "", clip: "tick", length_ms: 30 });
  steps.push({ ...step, kind: phase === "hold" ? "hold" : "move", phase, duration_ms, cues });
  at += duration_ms;
}
const script = session ?? {
  steps: [...steps, { ...step, exercise: null, kind: "ask", duration_ms: 0, cues: [] }],
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
  speaker: () => context,
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

const figure = createFigure(document, { bench: { none: "/film" } }, { fetch: window.fetch.bind(window), calm: matchMedia("(prefers-reduced-motion: reduce)") });
figure.keep(filmsFrom([{ ...step, exercise: "bench", phase: "lift" }], 0));
figure.show({ film: "bench/none", title: "Bench", side: null, phase: null, progress: 0, moving: false });
while (document.querySelector("#figure svg") === null) await new Promise((done) => setTimeout(done, 50));

const frame = [];
const painted = [];
const channel = new MessageChannel();
let next = 0;
let seen = "";
/** Shows the figure of the moment and takes the time; a frame that is on the screen already costs nothing and is not counted. */
function follow() {
  cancelAnimationFrame(next);
  const pose = posed(p, clock.now());
  const now = `${pose?.phase} ${Math.round((pose?.progress ?? 0) * 24)}`;
  const from = performance.now();
  figure.show(pose);
  if (now !== seen && pose !== null && ["lift", "lower"].includes(pose.phase)) {
    void document.body.offsetHeight; // style and layout, now
    frame.push(performance.now() - from);
    channel.port1.onmessage = () => painted.push(performance.now() - from); // the next turn of the loop, after painting
    channel.port2.postMessage("");
  }
  seen = now;
  if (pose?.moving) next = requestAnimationFrame(follow);
}

const hidden = () => document.visibilityState === "hidden";
const p = createPerformance(script, {
  clock,
  sound: voice,
  show: follow,
  told: async (what) => {
    if (what !== "ended") return;
    clearInterval(busy);
    await new Promise((done) => setTimeout(done, 600));
    const late = p.events.at(-1).at_ms - seconds * 1000;
    await fetch("/result", { method: "POST", body: JSON.stringify({ worker, scheduled, onsets, late, frame, painted, hidden: hidden() }) });
  },
});
await fetch("/ready", { method: "POST", body: "{}" });
if (condition === "hidden") while (!hidden()) await new Promise((done) => setTimeout(done, 50));
begin(p);
