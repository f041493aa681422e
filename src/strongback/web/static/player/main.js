/** The session page, with a real clock and a real voice. */

import { createVoice } from "./audio.js";
import { createClock } from "./clock.js";
import { start } from "./session.js";

const clock = createClock();
const context = new (window.AudioContext ?? window.webkitAudioContext)();
const data = JSON.parse(document.getElementById("session-data")?.textContent ?? "{}");
const voice = createVoice({ clips: data.clips, clock, context, language: document.documentElement.lang });

void start(document, data, { clock, voice });
