/** Runs the ears beside the sound: the first input is the microphone, the second what the coach plays. Only moments leave it. */

import { createClaps } from "./claps.js";

class Claps extends AudioWorkletProcessor {
  /** @type {ReturnType<typeof createClaps> | null} */
  hear = null;
  open = true;

  constructor() {
    super();
    this.port.onmessage = () => (this.open = false);
  }

  /** @param {Float32Array[][]} inputs */
  process([mic, own]) {
    const heard = mic?.[0];
    if (heard === undefined) return this.open;
    this.hear ??= createClaps(sampleRate, heard.length, (one) => one.sharp && this.port.postMessage({ one }));
    const two = this.hear(heard, own?.[0] ?? null);
    if (two !== null) this.port.postMessage({ two });
    return this.open;
  }
}

registerProcessor("claps", Claps);
