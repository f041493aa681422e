/** On the settings page: three clicks as loud as they are chosen. */

import { clickBuffer } from "./click.js";

const APART_S = 0.6;

/** @param {AudioContext} context @param {HTMLFormElement} form */
function play(context, form) {
  const clicks = /** @type {import("./click.js").Clicks} */ (new FormData(form).get("clicks") ?? "medium");
  const buffer = clickBuffer(context, clicks);
  for (let n = 0; n < 3; n += 1) {
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(context.destination);
    source.start(context.currentTime + 0.1 + n * APART_S);
  }
}

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-hear-clicks]"))) {
  /** @type {AudioContext | undefined} */
  let context;
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (navigator.audioSession) navigator.audioSession.type = "playback";
    context ??= new (window.AudioContext ?? window.webkitAudioContext)();
    await context.resume();
    if (button.form !== null) play(context, button.form);
  });
}
