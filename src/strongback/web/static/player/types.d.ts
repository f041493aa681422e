/**
 * Every shape the player is handed, hands back, or passes between its modules.
 * Script and record are written once more here from the Python nouns; a test compares the keys.
 * Durations and moments are milliseconds.
 */

export type Side = "left" | "right";
export type StepKind = "say" | "move" | "hold" | "rest" | "change_over" | "ask";
export type PhaseKind = "lift" | "hold" | "lower" | "pause";

export interface Cue {
  at_ms: number;
  say: string;
  clip: string | null;
  length_ms: number;
}

export interface Step {
  kind: StepKind;
  duration_ms: number;
  cues: Cue[];
  exercise: string | null;
  title: string | null;
  set: number | null;
  sets: number | null;
  repetition: number | null;
  repetitions: number | null;
  side: Side | null;
  side_title: string | null;
  phase: PhaseKind | null;
  next: string | null;
  again: string | null;
  lengthen_to_ms: number[];
  tail_ms: number;
}

export interface Aside {
  duration_ms: number;
  cues: Cue[];
}

export interface Asides {
  pain: Aside;
  red_flag: Aside;
  mistake: Aside;
  paused: Aside;
  resume: Aside;
  get_ready: Aside;
  all_right: Aside;
  skipped: Aside;
  finished_early: Aside;
  longest_rest: Aside;
  more_rest: Record<string, Aside>;
  again: Record<string, Aside>;
  undo_ms: number;
  silence_ms: number;
  ask_after_ms: number;
  asleep_after_ms: number;
  go_on_after_ms: number;
}

export interface Script {
  script: number;
  id: string;
  programme: string;
  edition: number;
  language: string;
  pace: number;
  counts: "every_second" | "halfway" | "ticks";
  duration_ms: number;
  steps: Step[];
  asides: Asides;
}

export type StopReason = "pain" | "red_flag" | "chosen" | "no_answer";

/** What the player itself may record; questions asked After are not among them. */
export type AnyEvent =
  | { at_ms: number; event: "started" }
  | { at_ms: number; event: "repetition_done"; exercise: string; set: number; repetition: number; side: Side | null; held_ms: number }
  | { at_ms: number; event: "rest_lengthened"; exercise: string; set: number; to_ms: number }
  | { at_ms: number; event: "rest_ended"; exercise: string; set: number }
  | { at_ms: number; event: "paused" }
  | { at_ms: number; event: "resumed" }
  | { at_ms: number; event: "exercise_skipped"; exercise: string }
  | { at_ms: number; event: "pain_reported"; exercise: string | null; severity: number | null; where: string | null }
  | { at_ms: number; event: "red_flag"; which: string }
  | { at_ms: number; event: "stopped"; because: StopReason }
  | { at_ms: number; event: "finished" };

export interface SessionRecord {
  record: 1;
  id: string;
  programme: string;
  edition: number;
  script: string;
  started_at: string;
  events: AnyEvent[];
}

export interface RedFlag {
  id: string;
  say: string;
  call: "emergency" | "doctor" | "stop";
}

/** The JSON block `session-data` of the page. */
export interface PageData {
  script: string;
  clips: string;
  draft: string;
  record: string;
  after: string;
  today: string;
  person: string;
  /** The server's clock as the page was made, milliseconds since 1970; not there when it was made ahead. */
  now?: number;
  /** Whether exercises of the day's plan were left out of the script. */
  shortened?: boolean;
  /** A session silent for so long is lost. */
  lost_after_ms: number;
  programme: string;
  edition: number;
  call: { name: string; phone: string } | null;
  emergency: string;
  red_flags: RedFlag[];
  places: string[];
  /** How loud the clicks of a hold are. */
  clicks: "soft" | "medium" | "loud";
  /** Where the films lie, by exercise and by side, `none` where there are no sides. */
  films: Record<string, Record<string, string>>;
}

/** An exercise in frames, between what stands behind and before the person. `phases`: the frames of each phase, evenly over its duration. */
export interface Film {
  film: number;
  exercise: string;
  view_box: string;
  back: string;
  front: string;
  frames: string[];
  phases: Record<PhaseKind, number[]>;
}

/** What the figure does: which film, and how far its phase has got; null for the pose a repetition starts from. */
export interface Posed {
  film: string;
  title: string;
  side: string | null;
  phase: PhaseKind | null;
  progress: number;
  moving: boolean;
}

/** Time, as handed to the player: `now` in milliseconds, `at` runs once when `now` has reached the deadline. */
export interface Clock {
  now(): number;
  at(deadline: number, run: () => void): () => void;
}

/** The voice, as handed to the player: `say` begins at the clock's `at`; `stop` silences and forgets everything. */
export interface Sound {
  say(cue: Cue, at: number): void;
  stop(): void;
}

/** The sound of the page, which also has to be fetched and unlocked. */
export interface Voice extends Sound {
  prepare(script: Script, progress: (done: number, of: number) => void): Promise<void>;
  unlock(): Promise<void>;
  /** Everything this voice plays passes here; null where it plays nothing itself. */
  out: () => AudioNode | null;
  /** What was not there when it was due, by clip or words. */
  late: string[];
  /** Called when words could not be spoken at all, so that they must be read. */
  onSilent: () => void;
}

export type ActName =
  | "step" | "resume" | "again" | "skipped" | "mistake"
  | "paused" | "all_right" | "hurt" | "red_flag" | "finished_early";

/** One stretch of the time line: a step of the script, or something said out of turn. */
export interface Act {
  name: ActName;
  start: number;
  end: number;
  cues: Cue[];
  /** Index of the step, null for what is out of turn. */
  step: number | null;
}

export interface DueCue {
  at: number;
  cue: Cue;
}

/** Where in the script the performance stands: a step and the time spent in it. */
export interface Place {
  step: number;
  elapsed: number;
}

/** What is known of a pain between the press and its saving. */
export interface Hurt {
  at: number;
  exercise: string | null;
  where: string | null;
  severity: number | null;
  signs: string[];
}

/** What the performance tells: a fact was noted, a place was entered, and reasons to send the record. */
export type Told = "noted" | "entered" | "begun" | "set_done" | "pain" | "answered" | "mistake" | "ended" | "leave";

export interface Hands {
  clock: Clock;
  sound: Sound;
  show: () => void;
  told: (what: Told) => void;
}

export type Ending = StopReason | "finished";

/** A performance under way. Plain data: the verbs are in performance.js, hurt.js and view.js. */
export interface Performance extends Hands {
  script: Script;
  /** The script's steps, a lengthened or shortened one in place of the original. */
  steps: Step[];
  acts: Act[];
  act: number;
  cues: DueCue[];
  nextCue: number;
  pending: DueCue[];
  /** What follows the last act. */
  after: (at: number) => void;
  caption: { phrase: string; word: string };
  place: Place;
  /** Cues older than this belong to what is over and are not shown any more. */
  captionFrom: number;
  /** When the last cue handed over will be said; 0 after a silence. */
  voiceFree: number;
  /** The exercise last moved in: what a pain belongs to. */
  performed: string | null;
  startedAt: number;
  /** The last moment at which the performance ran. */
  awakeAt: number;
  /** What the stage shows before it is begun or continued: ready, broken off, or performed in another window. */
  before: "ready" | "recover" | "elsewhere";
  events: AnyEvent[];
  hurt: Hurt | null;
  ended: Ending | null;
  cancel: () => void;
}

export type Field = "paper" | "move" | "hold" | "rest";
export type Mode = "ready" | "recover" | "elsewhere" | "performing" | "paused" | "hurt" | "finishing" | "over";
export type Control = "pause" | "again" | "skip" | "more_rest" | "go_on";

/** Everything the stage shows at one moment. */
export interface View {
  mode: Mode;
  field: Field;
  title: string;
  set: string;
  left: string;
  number: string;
  word: string;
  cue: string;
  next: string;
  /** `later`: not shown yet, but their place is kept. */
  dots: { of: number; done: number; now: number; later: boolean };
  controls: { name: Control; can: boolean; there: boolean }[];
  asking: boolean;
  undo: boolean;
}

/** A sound that began suddenly: when, in seconds; its bright part and how that compares to all of it, in decibels; gone at once or not. */
export interface Sudden {
  at: number;
  level: number;
  colour: number;
  sharp: boolean;
}

/** Two claps, at their moments in seconds since the microphone was opened. */
export interface Heard {
  first: number;
  second: number;
}

/** `open`: it listens. `refused`: the person or the device said no. `missing`: there is no microphone, or no way to it. */
export type Listening = "off" | "open" | "refused" | "missing";

export interface Ears {
  start(): Promise<Listening>;
  stop(): void;
  onOne: () => void;
  onTwo: () => void;
}

export type Said = "pause" | "go_on" | "more_rest" | "hurts";

/** The part of the browser's recogniser that we use; not every browser knows it, and few can do it on the device. */
export interface Recognition {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  processLocally: boolean;
  onresult: ((event: { resultIndex: number; results: { transcript: string }[][] }) => void) | null;
  onend: (() => void) | null;
  onerror: (() => void) | null;
  start(): void;
  abort(): void;
}

export interface RecognitionClass {
  new (): Recognition;
  prototype: Recognition;
  available?(wish: { langs: string[]; processLocally: boolean }): Promise<string>;
}

declare global {
  /** What a module in the sound's own thread finds there. */
  class AudioWorkletProcessor {
    readonly port: MessagePort;
  }
  const sampleRate: number;
  function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;
  interface Navigator {
    audioSession?: { type: string };
  }
  interface Window {
    webkitAudioContext?: typeof AudioContext;
    SpeechRecognition?: RecognitionClass;
    webkitSpeechRecognition?: RecognitionClass;
  }
}
