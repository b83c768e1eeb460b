import type { Channel } from '../audio/signal';
import type { FormantTrack } from '../praat/formants';
import type { Contour } from '../praat/frames';
import type { VoiceReport } from '../praat/voice-report';

/** A stretch of a recording, s. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What a recording is. */
export interface SoundInfo {
  readonly name: string;
  /** As people call it. */
  readonly format: string;
  /** s */
  readonly duration: number;
  /** Hz */
  readonly sampleRate: number;
  readonly channels: number;
  /** What was unusual about it, and how it was read. */
  readonly notes: readonly string[];
}

/** Least and largest sample of each column of a view. */
export interface Outline extends Span {
  readonly low: Float32Array;
  readonly high: Float32Array;
}

/** Levels of a view: `columns` times `rows`, a column after the other, the lowest frequency first. */
export interface Spectrogram extends Span {
  readonly columns: number;
  readonly rows: number;
  /** Hz of the topmost row. */
  readonly highest: number;
  /** 0 for 60 dB below the loudest cell and less, 255 for the loudest. */
  readonly levels: Uint8ClampedArray<ArrayBuffer>;
}

/** The contours of a whole recording, each on its own frames. */
export interface Contours {
  readonly pitch: Contour;
  readonly intensity: Contour;
  readonly formants: FormantTrack;
}

/** The numbers of a stretch. */
export interface StretchReport {
  readonly voice: VoiceReport;
  /** Mean intensity, dB; NaN where it is shorter than a window. */
  readonly level: number;
}

/** The format of a file, and the rate of its sound where a browser has to decode it. */
export interface Coding {
  readonly format: string;
  /** Whether its samples lie in it as they are, so that they are read here. */
  readonly plain: boolean;
  /** Hz; undefined where the file does not say. */
  readonly sampleRate: number | undefined;
}

/** A file of a folder that the user chose. */
export interface ChosenFile {
  /** With the folder, as `models/arousal/model.json`. */
  readonly path: string;
  readonly file: Blob;
}

/** What can be predicted. */
export const targets = ['arousal', 'valence', 'excited'] as const;
export type Target = (typeof targets)[number];

/** What models are, for people. */
export interface ModelsInfo {
  readonly source: 'starter' | 'trained';
  /** In a sentence. */
  readonly name: string;
  readonly targets: readonly Target[];
  /** What is known to be wrong with all that they say. */
  readonly warnings: readonly string[];
  /** Model cards in Markdown; none of the starter, whose card is a page. */
  readonly cards: readonly string[];
}

/** What models say of every window; NaN where nothing can be measured. */
export interface Scores {
  /** s */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly tracks: readonly { readonly target: Target; readonly values: Float64Array }[];
  /** What the user should know of these scores. */
  readonly remarks: readonly string[];
}

/** Samples of a microphone. */
export interface HeardSamples {
  readonly samples: Float64Array;
  /** Hz */
  readonly sampleRate: number;
}

/** What the page asks of its workers. */
export interface Calls {
  coding(given: { readonly file: Blob; readonly name: string }): Coding;
  open(given: { readonly file: Blob; readonly name: string; readonly channel: Channel }): SoundInfo;
  outline(given: Span & { readonly columns: number }): Outline;
  spectrogram(given: Span & { readonly columns: number }): Spectrogram;
  contours(given: undefined): Contours;
  report(given: Span): StretchReport;
  csv(given: undefined): Blob;
  models(given: { readonly files: readonly ChosenFile[] }): Promise<ModelsInfo>;
  scores(given: undefined): Scores;
  heardReport(given: HeardSamples): StretchReport;
  /** Scores of this window and those heard before. */
  heardScores(given: HeardSamples & { readonly start: number }): Scores;
  textGrid(given: { readonly selection: Span | undefined }): Blob;
}

/** A question to a worker; `id` comes back with the answer. */
export interface Question {
  readonly id: number;
  readonly call: keyof Calls;
  readonly given: unknown;
}

/** A worker's answer: how far it is (0 to 1), the result and the seconds it took, or why there is none. */
export type Answer =
  | { readonly id: number; readonly progress: number }
  | { readonly id: number; readonly result: unknown; readonly took: number }
  | { readonly id: number; readonly error: string };
