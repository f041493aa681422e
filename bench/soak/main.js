/** The session page of the soak: the player itself, telling every fact to the one who watches at the moment it is noted. */

import { createVoice } from "./audio.js";
import { createClock } from "./clock.js";
import { start } from "./session.js";

const data = JSON.parse(document.getElementById("session-data").textContent);
const p = await start(document, data, { clock: createClock(), voice: createVoice() });
if (p !== null) {
  const told = p.told;
  const tell = () => window.noted?.(data.person, JSON.stringify(p.events));
  p.told = (what) => {
    told(what);
    if (what === "noted") tell();
  };
  tell();
  // A busy machine stands still now and then, which is much at this speed: the coach pauses, the person goes on.
  setInterval(() => {
    if (document.getElementById("stage").dataset.mode === "paused") document.getElementById("continue").click();
  }, 50);
  document.documentElement.dataset.soak = "ready";
}
