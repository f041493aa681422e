/** What the server hands over for days without it, and what the service worker needs of the browser. */

import type { Sitting } from "../device/types.d.ts";

/** Where Today and the session of one plan lie, and the script it performs. */
export interface Planned {
  page: string;
  session: string;
  script: string;
}

/** `away/ahead.json`: every number and every address that the device picks by. Days are local dates, `2026-11-24`. */
export interface Ahead {
  ahead: number;
  /** A name that changes with anything that a person could see. */
  kit: string;
  version: string;
  made_at: string;
  person: string;
  /** Whether the person may exercise at all, as far as the server knows. */
  cleared: boolean;
  limits: { a_day: number; most: number; week_days: number; uses_the_day_from: number };
  /** The days of the sessions of the last week that the server knows of. */
  days: string[];
  /** When any exercise was last done. */
  last: string | null;
  /** The session records that were looked at. */
  known: string[];
  /** The plan of the very day; `tried`: the repetitions of that day so far. */
  today: Planned & { on: string; tried: number };
  /** One plan for each part of an absence, the shortest first. */
  plans: (Planned & { from_days: number })[];
  pages: Record<Told | "after", string>;
  copies: string[];
  files: string[];
}

/** Why there is no session now. */
export type Told = "done" | "week" | "hurt" | "waits" | "connect";

/** What is asked of a session on this device. */
export type Kept = Pick<Sitting, "id" | "state" | "at" | "lost_after_ms" | "repetitions" | "hurt" | "whole" | "sent"> & Partial<Pick<Sitting, "shortened">> & {
  record: Pick<Sitting["record"], "script" | "started_at" | "events">;
};

/** What `/service-worker.js` names: its version, the page for what is not kept, what else changes below its address, and every file. */
export interface Own {
  version: string;
  offline: string;
  manifest: string;
  files: string[];
}

/** The parts of a service worker's global scope that are used; the DOM's types do not have them. */
export interface Scope {
  location: Location;
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", heard: (event: Lasting) => void): void;
  addEventListener(type: "message", heard: (event: Lasting & { data: Asked; source: { postMessage(said: Said): void } }) => void): void;
  addEventListener(type: "fetch", heard: (event: Fetched) => void): void;
}

export interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}

export interface Fetched extends Lasting {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** What a page asks of the service worker. */
export type Asked = { keep: string } | { take_over: true } | { keep_up: true };

/** What the service worker answers. */
export interface Said {
  kept: string;
}
