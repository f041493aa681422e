/** The session page, with a real clock and a real voice. */

import { createVoice } from "./audio.js";
import { createClock } from "./clock.js";
import { createEars } from "./ears.js";
import { start } from "./session.js";

const clock = createClock();
/** @type {AudioContext | undefined} */
let context;
const speaker = () => (context ??= new (window.AudioContext ?? window.webkitAudioContext)());
const data = JSON.parse(document.getElementById("session-data")?.textContent ?? "{}");
const language = document.documentElement.lang;
const voice = createVoice({ clips: data.clips, clock, speaker, language, clicks: data.clicks });
const ears = createEars({ speaker, out: voice.out });

void start(document, data, { clock, voice, ears });
