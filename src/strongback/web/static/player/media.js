/**
 * The keys of headsets, keyboards and lock screens: browsers hand them to a page only while a media element plays, and Web Audio
 * is none. So a silent one plays along; no sound of the coach passes through it, and when it fails nothing is missing but the keys.
 */

/** @typedef {import("./types.d.ts").View} View */
/** @typedef {{pause: () => void, goOn: () => void, toggle: () => void, back: () => void}} MediaVerbs */

/** Under five seconds Chromium takes a sound for a signal and gives it no keys. */
const SECONDS = 10;
const RATE = 8000;
const OVER = ["over", "finishing"];

/** A WAV file of silence, one byte a sample. */
export function silence() {
  const samples = SECONDS * RATE;
  const file = new DataView(new ArrayBuffer(44 + samples));
  const text = (/** @type {number} */ at, /** @type {string} */ word) => [...word].forEach((c, i) => file.setUint8(at + i, c.charCodeAt(0)));
  text(0, "RIFF");
  file.setUint32(4, 36 + samples, true);
  text(8, "WAVEfmt ");
  file.setUint32(16, 16, true);
  file.setUint16(20, 1, true); // PCM
  file.setUint16(22, 1, true); // one channel
  file.setUint32(24, RATE, true);
  file.setUint32(28, RATE, true);
  file.setUint16(32, 1, true);
  file.setUint16(34, 8, true);
  text(36, "data");
  file.setUint32(40, samples, true);
  new Uint8Array(file.buffer, 44).fill(128); // the middle of eight bits
  return new Blob([file.buffer], { type: "audio/wav" });
}

/**
 * @param {{verbs: MediaVerbs, session: MediaSession | undefined, makeElement: () => HTMLAudioElement}} hands
 *   `makeElement` makes what plays the silence
 */
export function createMedia({ verbs, session, makeElement }) {
  /** @type {HTMLAudioElement | null} */
  let element = null;
  let leading = false;
  let told = "";

  /** Somebody else took the sound, a telephone call for example: nobody is heard now, so the session waits. */
  const taken = () => {
    if (leading && element?.paused) verbs.pause();
  };

  return {
    /** To be called inside a press: sound may begin nowhere else. */
    begin() {
      if (session === undefined || element !== null) return;
      element = makeElement();
      element.loop = true;
      element.addEventListener("pause", taken);
      const actions = { play: verbs.goOn, pause: verbs.pause, stop: verbs.pause, nexttrack: verbs.toggle, previoustrack: verbs.back };
      for (const [action, verb] of Object.entries(actions)) listen(session, /** @type {MediaSessionAction} */ (action), verb);
      leading = true;
      void element.play().catch(() => {});
    },

    /** @param {Pick<View, "mode" | "title" | "set">} view */
    follow({ mode, title, set }) {
      if (element === null || session === undefined) return;
      if (OVER.includes(mode)) return end();
      const leads = mode === "performing";
      if (leads !== leading) {
        leading = leads;
        if (leads) void element.play().catch(() => {});
        else element.pause();
      }
      const tell = `${mode} ${title} ${set}`;
      if (tell === told) return;
      told = tell;
      session.playbackState = leads ? "playing" : "paused";
      session.metadata = new MediaMetadata({ title, artist: "Strongback", album: set });
      // No bar that could be dragged, and not the ten seconds of the silence. (Safari takes no endless length.)
      session.setPositionState?.();
    },
  };

  function end() {
    leading = false;
    element?.pause();
    element?.removeAttribute("src");
    element = null;
    if (session === undefined) return;
    session.playbackState = "none";
    session.metadata = null;
  }
}

/** @param {MediaSession} session @param {MediaSessionAction} action @param {() => void} verb */
function listen(session, action, verb) {
  try {
    session.setActionHandler(action, verb);
  } catch {
    // This browser does not know this key.
  }
}

/** @returns {HTMLAudioElement} */
export const silentElement = () => new Audio(URL.createObjectURL(silence()));
