/** The real way: the browser's microphone, the player's ears, the moments that come out. */

import { createEars } from "/static/player/ears.js";

const seconds = Number(new URLSearchParams(location.search).get("seconds"));
const context = new AudioContext();
await context.resume();
const ears = createEars({ speaker: () => context, out: () => null });
const heard = [];
let began = 0;
ears.onTwo = () => heard.push((performance.now() - began) / 1000);
const listening = await ears.start();
began = performance.now();
await new Promise((done) => setTimeout(done, seconds * 1000));
ears.stop();
await fetch("/real", { method: "POST", body: JSON.stringify({ listening, heard }) });
