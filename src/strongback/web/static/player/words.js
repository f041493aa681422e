/** The words of the stage itself. What is spoken comes with the script. */

export const WORDS = {
  lift: "Lift",
  hold: "Hold",
  lower: "Lower",
  pause: "Let go",
  rest: "Rest",
  change_over: "Next",
  change_side: "Change",
  preparation: "Get ready",
  going_on: "Get ready.",
  closing: "Done",
  again: "Listen",
  resume: "Get ready",
  skipped: "Left out",
  mistake: "We go on",
  red_flag: "Call for help",
  finishing: "For today",
};

/** @param {number} set @param {number} sets */
export const setOf = (set, sets) => `Set ${set} of ${sets}`;

/** @param {number} repetitions */
export const ofAll = (repetitions) => `of ${repetitions}`;

/** @param {number} ms */
export const timeLeft = (ms) => `${Math.max(1, Math.ceil(ms / 60_000))} min left`;

/** @param {string} next */
export const nextIs = (next) => (/^next/i.test(next) ? next : `Next: ${next}`);

/** @param {number} done @param {number} of */
export const repetitionsDone = (done, of) => `${done} of ${of} done`;

/** @param {string} title @param {string | null} side */
export const figureName = (title, side) => (side === null ? title : `${title}, ${side.toLowerCase()}`);

/** @param {string} number */
export const callNumber = (number) => `Call ${number}`;

/** What the session was at when it was broken off. @param {{title: string, set: string}} at */
export const whereYouWere = ({ title, set }) => `You were in the middle of a session: ${set === "" ? title : `${title}, ${set.toLowerCase()}`}.`;

export const READY = {
  loading: (/** @type {number} */ done, /** @type {number} */ of) => `Getting the voice ready: ${done} of ${of}`,
  loaded: "The voice is ready.",
  broken: "The session could not be loaded. Go back to Today and press Start again.",
};

export const OVER = {
  sending: "Saving …",
  saved: "Saved.",
  waiting: "Not saved yet: no answer from Strongback. It is kept on this device, and we keep trying.",
  refused: "This session could not be saved: Strongback did not accept it. It is kept on this device.",
  gone: "Everything about this person was erased, so this session is not kept.",
  pain: "This session is over.",
  pain_say: "Lie or sit until it is quiet. Before the next session, speak to a professional.",
  no_answer_say: (/** @type {string} */ number) =>
    `If you need help, call ${number}. Otherwise you can start again from Today.`,
  emergency: "Please call for help now. Do not wait.",
  doctor: "Please speak to your doctor or physical therapist before you go on.",
  doctor_today: "Please call your doctor today.",
  dizzy: "Stay lying or sitting until it has passed. Get up slowly.",
  worse: (/** @type {string} */ number) => `If it gets worse, or something else feels wrong, call ${number}.`,
  no_answer: "We stopped, because nobody answered.",
  done: "Done.",
  chosen: "We finish here for today.",
};
