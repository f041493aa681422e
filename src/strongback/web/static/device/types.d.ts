/** Every shape that this device keeps. */

import type { DBSchema } from "../vendor/idb/index.d.ts";
import type { AnyEvent, Place, Script, SessionRecord } from "../player/types.d.ts";

/**
 * `going`: not over, and may be taken up again. `rate`: over, and the questions of After are open.
 * `complete`: over, with nothing more to ask.
 */
export type SittingState = "going" | "rate" | "complete";

/** One session of one person on this device, as far as the server has not acknowledged the end of it. */
export interface Sitting {
  /** The record's id, lower case. */
  id: string;
  person: string;
  record: Omit<SessionRecord, "events"> & { events: (AnyEvent | Answer | Lost)[] };
  state: SittingState;
  /** When it began and when it was last heard of, in milliseconds since 1970 by the device's clock. */
  began: number;
  at: number;
  /** Silent for so long it is lost. */
  lost_after_ms: number;
  place: Place;
  performed: string | null;
  /** What a person may have done in it: repetitions, pain, and whether every repetition of the script was done. */
  repetitions: number;
  hurt: boolean;
  whole: boolean;
  /** Whether exercises of the day's plan were left out of its script. */
  shortened: boolean;
  /** Where drafts and records go, and the page that follows. */
  draft: string;
  complete: string;
  /** Where its films lie. */
  films: Record<string, Record<string, string>>;
  /** Whether the server has acknowledged this word. */
  sent: boolean;
  /** Why the server did not take it; empty when it was not asked or did. */
  refused: string;
}

/** What After adds to a record. */
export type Answer =
  | { at_ms: number; event: "rated"; exercise: string; effort: number | null; two_more: boolean | null }
  | { at_ms: number; event: "repetition_missed"; exercise: string; set: number; repetition: number; side: "left" | "right" | null };

export interface Lost {
  at_ms: number;
  event: "stopped";
  because: "lost";
}

/** A script is kept as it was handed over. */
export type KeptScript = Script;

export interface Shelves extends DBSchema {
  sittings: { key: string; value: Sitting };
  scripts: { key: string; value: KeptScript };
}
