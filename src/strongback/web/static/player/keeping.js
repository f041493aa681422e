/** Keeps a session while it is performed: written down on the device, sent to the server, and then on to After. */

import { createJournal } from "../device/journal.js";
import { createPost } from "../device/post.js";
import { isAsking, save } from "./hurt.js";

/** @typedef {import("./types.d.ts").PageData} PageData */
/** @typedef {import("./types.d.ts").Performance} Performance */
/** @typedef {import("./types.d.ts").Told} Told */
/** @typedef {import("../device/back.js").Left} Left */
/** @typedef {import("../device/post.js").SendState} SendState */

/** What is told to the server at once; everything else is written down only. @type {Told[]} */
const AT_ONCE = ["set_done", "pain", "answered", "mistake"];

/**
 * @param {PageData} data @param {Pick<Left, "store" | "going">} left
 * @param {{performance: () => Performance, sending: (state: SendState) => void, over: () => void}} hands
 *   `over`: it is over and written down
 */
export function keepSession(data, { store, going }, { performance, sending, over }) {
  let written = Promise.resolve();
  let saved = false;
  let leaving = false;
  let closing = false;
  let onTheWay = false;

  const post = createPost({
    fetch: window.fetch.bind(window),
    store: () => store,
    later: (run, ms) => void setTimeout(run, ms),
    told(state, sitting) {
      // What an earlier draft comes to, still on its way when the session ends, is not what the end of it comes to.
      if (performance().ended !== null && sitting.state === "going") return;
      // Without the network the page of After was fetched ahead, if there is a worker that keeps it.
      saved = state === "saved" || (state === "waiting" && Boolean(navigator.serviceWorker?.controller));
      sending(state);
      goIfReady();
    },
  });
  const journal = createJournal(data, { store, going, wall: Date.now, unkept: post.send });
  const send = () => post.send(journal.sittingOf(performance()));
  const goIfReady = () => {
    if (!leaving || !saved || onTheWay) return;
    onTheWay = true; // a second way to the same page would break off the first
    void written.then(() => window.location.assign(`${data.after}${journal.id}/`));
  };
  window.addEventListener("online", post.hurry);

  return {
    /** @param {Told} what */
    told(what) {
      if (what === "leave") leaving = true;
      else written = journal.write(performance());
      if (what === "ended") {
        saved = false;
        sending("sending");
        if (!closing) void written.then(over).then(send);
      } else if (AT_ONCE.includes(what)) send();
      goIfReady();
    },

    /** The page goes away. A pain is recorded, and what else there is kept. */
    leave() {
      const p = performance();
      closing = true;
      if (isAsking(p)) save(p, p.clock.now());
      written = journal.write(p);
      post.sendLeaving(journal.sittingOf(p));
    },

    /** The page came back as it was. */
    comeBack() {
      closing = false;
      onTheWay = false;
      if (performance().ended !== null) send();
    },
  };
}
