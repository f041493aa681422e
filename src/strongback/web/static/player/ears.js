/**
 * The microphone, as long as a session wants it. Claps are found inside the sound's own thread; nothing of what is heard
 * is recorded, kept or sent, and this page's thread never gets a sample of it.
 */

/** @typedef {import("./types.d.ts").Ears} Ears */

/**
 * The browser's own treatment stays off. Echo cancelling turns phones into telephones: the coach gets quiet and thin, and
 * hearing aids on Bluetooth fall back to a narrow band. Noise suppression takes claps for noise, and gain control makes
 * the same clap loud and soft in turn.
 */
const PLAIN = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

/**
 * @param {{speaker: () => AudioContext, out: () => AudioNode | null}} hands
 *   `out`: what the coach plays passes here, so that it is not taken for the person; both are asked when listening begins
 * @returns {Ears}
 */
export function createEars({ speaker, out }) {
  /** @type {{stream: MediaStream, source: MediaStreamAudioSourceNode, node: AudioWorkletNode, own: AudioNode | null} | null} */
  let open = null;
  let wanted = 0;

  /** @param {MessageEvent<{one?: object, two?: object}>} message */
  function told({ data }) {
    // The device's own voice does not pass through `out`.
    if (open === null || globalThis.speechSynthesis?.speaking) return;
    if (data.one) ears.onOne();
    if (data.two) ears.onTwo();
  }

  /** @param {MediaStream} stream */
  function connect(stream) {
    const context = speaker();
    const own = out();
    const source = context.createMediaStreamSource(stream);
    const node = new AudioWorkletNode(context, "claps", { numberOfInputs: 2, numberOfOutputs: 1, channelCount: 1, channelCountMode: "explicit" });
    node.port.onmessage = told;
    source.connect(node, 0, 0);
    own?.connect(node, 0, 1);
    // It plays nothing, but only what leads to the loudspeaker is sure to run.
    node.connect(context.destination);
    open = { stream, source, node, own };
    stream.getAudioTracks()[0].addEventListener("ended", () => ears.stop());
  }

  /** @type {Ears} */
  const ears = {
    onOne: () => {},
    onTwo: () => {},

    async start() {
      if (open !== null) return "open";
      if (!navigator.mediaDevices?.getUserMedia || !window.AudioWorklet) return "missing";
      const mine = ++wanted;
      // Where a page has to say what its sound is for, playing alone would shut the microphone.
      if (navigator.audioSession) navigator.audioSession.type = "play-and-record";
      try {
        await speaker().audioWorklet.addModule(new URL("./claps-worklet.js", import.meta.url));
        const stream = await navigator.mediaDevices.getUserMedia({ audio: PLAIN });
        if (mine !== wanted) {
          shut(stream);
          return "off";
        }
        connect(stream);
        return "open";
      } catch (error) {
        if (mine === wanted) ears.stop();
        return /** @type {Error} */ (error).name === "NotAllowedError" ? "refused" : "missing";
      }
    },

    stop() {
      wanted += 1;
      if (navigator.audioSession) navigator.audioSession.type = "playback";
      if (open === null) return;
      const { stream, source, node, own } = open;
      open = null;
      shut(stream);
      source.disconnect();
      own?.disconnect(node);
      node.port.postMessage("stop");
      node.disconnect();
    },
  };
  return ears;
}

/** The browser's sign that the microphone is open goes out with the last track. @param {MediaStream} stream */
function shut(stream) {
  for (const track of stream.getTracks()) track.stop();
}
