/** Hears when a sound begins after silence: posts the moment on the audio clock, in seconds, to the sample. */
class Ear extends AudioWorkletProcessor {
  silent = Infinity;

  process([[samples]]) {
    for (let i = 0; samples !== undefined && i < samples.length; i += 1) {
      const loud = Math.abs(samples[i]) > 0.01;
      if (loud && this.silent > sampleRate * 0.05) this.port.postMessage((currentFrame + i) / sampleRate);
      this.silent = loud ? 0 : this.silent + 1;
    }
    if (samples === undefined) this.silent += 128;
    return true;
  }
}
registerProcessor("ear", Ear);
