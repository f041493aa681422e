/** The click that counts a hold, in the loudness that a person has chosen. */

/** @typedef {"soft" | "medium" | "loud"} Clicks */

/** How far a click swings, of 1. Twice as far is heard as clearly louder, not as twice as loud. */
const LOUDNESS = { soft: 0.2, medium: 0.5, loud: 0.95 };

/** A click of 30 ms. @param {BaseAudioContext} context @param {Clicks} clicks */
export function clickBuffer(context, clicks) {
  const buffer = context.createBuffer(1, Math.round(context.sampleRate * 0.03), context.sampleRate);
  const samples = buffer.getChannelData(0);
  for (let i = 0; i < samples.length; i += 1) {
    const t = i / context.sampleRate;
    samples[i] = LOUDNESS[clicks] * Math.sin(2 * Math.PI * 1000 * t) * Math.exp(-t * 150);
  }
  return buffer;
}
